package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** What was found, and in words why this and no more. */
public final class OutcomeSection {
    private static final int LONGEST_SIDE = 900;
    private static final int DRAWN = 20;

    private OutcomeSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Explanation.of(seen)));
        Segmentation drawn = seen.found().best(DRAWN);
        String alt = drawn.detections().isEmpty()
                ? "The picture, on which nothing was found"
                : "The picture with "
                        + (drawn.detections().size() < seen.found().detections().size() ? "the surest " : "")
                        + Counted.of(drawn.detections().size(), "detection") + " drawn on it";
        blocks.add(new Gallery(List.of(Picture.thumbnail(drawn.drawOn(seen.picture()), LONGEST_SIDE, alt, alt))));
        if (!seen.found().detections().isEmpty()) {
            blocks.add(table(seen));
        }
        return new Section("Outcome", blocks);
    }

    private static Table table(Inspection seen) {
        Table.Builder table = Table.builder("Detections from the surest, in pixels of the picture")
                .number("no.", 0)
                .text("class")
                .number("score", 3)
                .number("left", 0)
                .number("top", 0)
                .number("width", 0)
                .number("height", 0)
                .number("mask pixels", 0);
        int number = 1;
        for (Detection found : seen.best()) {
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
