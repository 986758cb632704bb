package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.model.Detection;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** What was found, and in words why this and no more. */
public final class OutcomeSection {
    private static final int LONGEST_SIDE = 900;

    private OutcomeSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Explanation.of(seen)));
        String alt = seen.found().detections().isEmpty()
                ? "The picture, on which nothing was found"
                : "The picture with " + Words.counted(seen.detectionCount(), "detection") + " drawn on it";
        blocks.add(new Gallery(List.of(Picture.thumbnail(
                seen.found()
                        .drawOn(seen.picture().channels() == 3 ? seen.picture().to8Bit() : seen.picture()),
                LONGEST_SIDE,
                alt,
                alt))));
        if (!seen.found().detections().isEmpty()) {
            blocks.add(table(seen));
        }
        return new Section("Outcome", blocks);
    }

    private static Table table(Inspection seen) {
        Table.Builder table = Table.builder("Detections, in pixels of the picture")
                .number("no.", 0)
                .text("class")
                .number("score", 3)
                .number("left", 0)
                .number("top", 0)
                .number("width", 0)
                .number("height", 0)
                .number("mask pixels", 0);
        int number = 1;
        for (Detection found : seen.found()) {
            table.row(
                    number++,
                    found.label(),
                    found.score(),
                    found.box().x1(),
                    found.box().y1(),
                    found.box().width(),
                    found.box().height(),
                    found.mask().area());
        }
        return table.build();
    }
}
