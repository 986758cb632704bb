package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.ProposalView;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** From anchors to proposals: moved, clipped, freed of doubles. */
public final class ProposalSection {
    private static final int SHOWN = 40;

    private ProposalSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        ProposalView proposals = scene.seen().proposals();
        Candidates all = proposals.candidates();
        int[] best = best(all);
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        "The anchors with the best scores move by what the network says, are cut at the edges of the"
                                + " picture, and compete: of boxes that overlap much only the best is kept (non-maximum suppression). What is left"
                                + " are proposals, the only places where the second stage looks. What is not proposed cannot be found."));
        blocks.add(FilterSection.removals(scene.seen(), Stage.PROPOSALS, "From anchors to proposals"));
        blocks.add(new Paragraph(
                "The " + Counted.number(best.length) + " candidates with the best scores, step by step:"));
        float[] anchors = select(AnchorSection.allAnchors(scene.seen().rpn()), sources(all, best));
        blocks.add(new Gallery(List.of(
                picture(scene, anchors, Stroke.DOTTED, "before: the anchors"),
                picture(scene, select(all.decoded(), best), Stroke.DASHED, "moved by the network"),
                picture(scene, select(all.corners(), best), Stroke.SOLID, "clipped to the picture"),
                picture(scene, select(all.corners(), kept(all, best)), Stroke.SOLID, "left by suppression"))));
        if (scene.targets().length > 0) {
            blocks.add(recall(scene));
        }
        blocks.add(table(scene.seen()));
        blocks.add(Chapter.links(Chapter.ANCHORS));
        return new Section("Proposals", blocks);
    }

    private static int[] best(Candidates all) {
        return IntStream.range(0, all.size())
                .filter(i -> all.fates()[i] != Fate.NOT_FINITE)
                .boxed()
                .sorted((a, b) -> Float.compare(all.scores()[b], all.scores()[a]))
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] kept(Candidates all, int[] of) {
        return IntStream.of(of).filter(i -> all.fates()[i] == Fate.KEPT).toArray();
    }

    private static int[] sources(Candidates all, int[] of) {
        return IntStream.of(of).map(i -> all.sources()[i]).toArray();
    }

    static float[] select(float[] corners, int[] boxes) {
        float[] selected = new float[4 * boxes.length];
        for (int i = 0; i < boxes.length; i++) {
            System.arraycopy(corners, 4 * boxes[i], selected, 4 * i, 4);
        }
        return selected;
    }

    private static Picture picture(Scene scene, float[] boxes, Stroke stroke, String what) {
        Sketch sketch = scene.sketch().boxes(boxes, 0, boxes.length / 4, stroke);
        String text = Counted.of(boxes.length / 4, "box", "boxes") + ", " + what;
        return sketch.picture(text, text);
    }

    private static Table recall(Scene scene) {
        ProposalView proposals = scene.seen().proposals();
        Candidates all = proposals.candidates();
        float[] targets = scene.targets();
        Table.Builder table = Table.builder(
                        "How well boxes meet the " + Counted.of(targets.length / 4, scene.targetName())
                                + " after each step: shares of these that some box meets")
                .text("boxes")
                .number("how many", 0)
                .number("IoU 0.5", 3)
                .number("IoU 0.7", 3)
                .number("mean of the best IoU", 3);
        float[] anchors = AnchorSection.allAnchors(scene.seen().rpn());
        row(table, "all anchors", targets, anchors);
        row(table, "anchors with the best scores", targets, select(anchors, all.sources()));
        row(table, "moved and clipped", targets, all.corners());
        row(table, "proposals", targets, proposals.boxes());
        return table.build();
    }

    private static void row(Table.Builder table, String name, float[] targets, float[] boxes) {
        Recall recall = Recall.of(targets, boxes);
        table.row(name, boxes.length / 4, recall.half(), recall.strict(), recall.mean());
    }

    private static Table table(Inspection seen) {
        boolean raw = false;
        for (float score : seen.proposals().scores()) {
            raw |= score < 0 || score > 1;
        }
        Table.Builder table = Table.builder("The proposals with the best scores, in pixels of the network input"
                        + (raw ? "; this model ranks by scores before the sigmoid" : ""))
                .number("no.", 0)
                .number("score", 4)
                .number("left", 1)
                .number("top", 1)
                .number("right", 1)
                .number("bottom", 1);
        float[] boxes = seen.proposals().boxes();
        for (int i = 0; i < Math.min(20, seen.proposals().size()); i++) {
            table.row(
                    i,
                    seen.proposals().scores()[i],
                    boxes[4 * i],
                    boxes[4 * i + 1],
                    boxes[4 * i + 2],
                    boxes[4 * i + 3]);
        }
        return table.build();
    }
}
