package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.RpnLevel;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** The anchors of one cell of each level, and how well all of them meet what is there. */
public final class AnchorSection {
    private AnchorSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        float[] targets = scene.targets();
        double[] place = place(scene, targets);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Boxes are not invented but corrected: on every cell of every level stand anchors, boxes of fixed"
                        + " sizes and shapes. The network only says of each how likely it holds an object and how it should move. An object"
                        + " that no anchor resembles is hard to learn and hard to find."));
        blocks.add(new Paragraph("Shown are the anchors of the cells nearest to "
                + (targets.length > 0
                        ? "the middle of the largest " + scene.targetName() + " (dashed)"
                        : "the middle of the picture")
                + ", one picture a level."));
        List<Picture> pictures = new ArrayList<>();
        for (RpnLevel level : scene.seen().rpn()) {
            pictures.add(cell(scene, level, place, targets));
        }
        blocks.add(new Gallery(pictures));
        blocks.add(table(scene, targets));
        blocks.add(Chapter.links(Chapter.ANCHORS));
        return new Section("Anchors", blocks);
    }

    /** The centre of the largest target, and its number. */
    private static double[] place(Scene scene, float[] targets) {
        int largest = -1;
        double most = -1;
        for (int i = 0; i < targets.length / 4; i++) {
            double area = (double) (targets[4 * i + 2] - targets[4 * i]) * (targets[4 * i + 3] - targets[4 * i + 1]);
            if (area > most) {
                most = area;
                largest = i;
            }
        }
        if (largest < 0) {
            return new double[] {scene.base().getWidth() / 2.0, scene.base().getHeight() / 2.0, -1};
        }
        return new double[] {
            (targets[4 * largest] + targets[4 * largest + 2]) / 2.0,
            (targets[4 * largest + 1] + targets[4 * largest + 3]) / 2.0,
            largest
        };
    }

    private static Picture cell(Scene scene, RpnLevel level, double[] place, float[] targets) {
        int cell = nearest(level, place);
        int first = cell * level.perCell();
        Sketch sketch = scene.sketch().boxes(level.anchors(), first, first + level.perCell(), Stroke.SOLID);
        if (place[2] >= 0) {
            sketch.box(targets, (int) place[2], Stroke.DASHED);
        }
        double best = 0;
        for (int a = first; a < first + level.perCell(); a++) {
            best = Math.max(best, level.probability(a));
        }
        String text = "P" + level.level() + ", row " + cell / level.width() + ", column " + cell % level.width() + ": "
                + Counted.of(level.perCell(), "anchor") + ", the surest scores " + Words.score(best);
        return sketch.picture("Anchors over the picture: " + text, text);
    }

    private static int nearest(RpnLevel level, double[] place) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int cell = 0; cell < level.height() * level.width(); cell++) {
            int at = 4 * cell * level.perCell();
            double dx = (level.anchors()[at] + level.anchors()[at + 2]) / 2.0 - place[0];
            double dy = (level.anchors()[at + 1] + level.anchors()[at + 3]) / 2.0 - place[1];
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                best = cell;
            }
        }
        return best;
    }

    private static Table table(Scene scene, float[] targets) {
        Table.Builder table = Table.builder(
                        "How well anchors meet the " + Counted.of(targets.length / 4, scene.targetName())
                                + ", before they move: shares of these that some anchor meets")
                .text("level")
                .number("stride", 0)
                .number("anchors", 0)
                .number("IoU 0.5", 3)
                .number("IoU 0.7", 3)
                .number("mean of the best IoU", 3);
        int all = 0;
        for (RpnLevel level : scene.seen().rpn()) {
            Recall recall = Recall.of(targets, level.anchors());
            table.row("P" + level.level(), level.stride(), level.size(), recall.half(), recall.strict(), recall.mean());
            all += level.size();
        }
        Recall recall = Recall.of(targets, allAnchors(scene.seen().rpn()));
        table.row("all", "", all, recall.half(), recall.strict(), recall.mean());
        return table.build();
    }

    /** The anchors of all levels, finest first. */
    static float[] allAnchors(List<RpnLevel> levels) {
        float[] all = new float
                [levels.stream().mapToInt(level -> level.anchors().length).sum()];
        int at = 0;
        for (RpnLevel level : levels) {
            System.arraycopy(level.anchors(), 0, all, at, level.anchors().length);
            at += level.anchors().length;
        }
        return all;
    }
}
