package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.RpnLevel;
import maskrcnn4j.inspect.draw.ValueMap;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** Where the region proposal network expects objects. */
public final class ObjectnessSection {
    private ObjectnessSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        List<Picture> pictures = new ArrayList<>();
        Table.Builder table = Table.builder("Scores of the anchors")
                .text("level")
                .number("anchors", 0)
                .number("above 0.5", 0)
                .number("above 0.05", 0)
                .number("best", 4)
                .number("mean", 5);
        for (RpnLevel level : scene.seen().rpn()) {
            ValueMap best = new ValueMap(level.height(), level.width(), level.best());
            String text = "P" + level.level() + ": the best score is " + Words.score(best.max());
            pictures.add(scene.sketch()
                    .heat(best, level.stride(), 0, 1)
                    .picture("Heat map over the picture, " + text, text));
            table.row(
                    "P" + level.level(), level.size(), above(level, 0.5), above(level, 0.05), best.max(), mean(level));
        }
        return new Section(
                "Objectness",
                List.of(
                        new Paragraph(
                                "A small head slides over every level and gives each anchor one score: is there an object of"
                                        + " any class? It sees little context and is generous; the second stage will look closer. Large"
                                        + " objects should light up on coarse levels, small ones on fine levels."),
                        new Paragraph(
                                "The score of the best anchor of each cell: 0 is dark, 1 is light, the same on all levels."),
                        new Gallery(pictures),
                        table.build(),
                        Chapter.links(Chapter.ANCHORS)));
    }

    private static int above(RpnLevel level, double limit) {
        int count = 0;
        for (int i = 0; i < level.size(); i++) {
            count += level.probability(i) > limit ? 1 : 0;
        }
        return count;
    }

    private static double mean(RpnLevel level) {
        double sum = 0;
        for (int i = 0; i < level.size(); i++) {
            sum += level.probability(i);
        }
        return sum / level.size();
    }
}
