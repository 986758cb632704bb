package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** What the box head says: classes, and boxes once more moved. */
public final class ClassSection {
    private static final int SHOWN = 20;
    private static final int MOVED = 12;
    private static final double[] EDGES = {0, 0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 1};

    private ClassSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph("The box head looks at each proposal and gives a probability for every class and for the"
                        + " background; together they make 1. It also moves the box a second time, for each class in its own way. Most"
                        + " proposals are background, and that is right."));
        int count = seen.proposals().size();
        if (count == 0) {
            blocks.add(new Paragraph("There are no proposals to classify."));
            return new Section("Classes", blocks);
        }
        int[] order = best(seen);
        double[] scores = IntStream.range(0, count)
                .mapToDouble(i -> seen.probability(i, seen.bestLabel(i)))
                .filter(Double::isFinite)
                .toArray();
        blocks.add(BarChart.histogram(
                "Proposals by the score of their best class", "score of the best class", scores, EDGES));
        blocks.add(table(seen, order));
        if (seen.detections().candidates().size() > 0) {
            blocks.add(new Gallery(List.of(moved(scene))));
        }
        blocks.add(Chapter.links(Chapter.LOSSES));
        return new Section("Classes", blocks);
    }

    private static int[] best(Inspection seen) {
        return IntStream.range(0, seen.proposals().size())
                .boxed()
                .sorted((a, b) ->
                        Float.compare(seen.probability(b, seen.bestLabel(b)), seen.probability(a, seen.bestLabel(a))))
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Table table(Inspection seen, int[] order) {
        Table.Builder table = Table.builder("The proposals that are surest of a class")
                .number("proposal", 0)
                .text("best class")
                .number("its score", 4)
                .text("second class")
                .number("its score", 4)
                .number("background", 4);
        for (int proposal : order) {
            int first = seen.bestLabel(proposal);
            int second = second(seen, proposal, first);
            table.row(
                    proposal,
                    seen.className(first),
                    seen.probability(proposal, first),
                    second == 0 ? "" : seen.className(second),
                    second == 0 ? Double.NaN : seen.probability(proposal, second),
                    seen.probability(proposal, 0));
        }
        return table.build();
    }

    /** 0 where there is one class only. */
    private static int second(Inspection seen, int proposal, int first) {
        int best = 0;
        for (int label = 1; label < seen.detections().classes(); label++) {
            boolean better = best == 0 || seen.probability(proposal, label) > seen.probability(proposal, best);
            best = label != first && better ? label : best;
        }
        return best;
    }

    private static Picture moved(Scene scene) {
        Candidates all = scene.seen().detections().candidates();
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> all.fates()[i] == Fate.KEPT)
                .limit(MOVED)
                .toArray();
        float[] before = ProposalSection.select(
                scene.seen().proposals().boxes(),
                IntStream.of(kept).map(i -> all.sources()[i]).toArray());
        float[] after = ProposalSection.select(all.corners(), kept);
        Sketch sketch =
                scene.sketch().boxes(before, 0, kept.length, Stroke.DOTTED).boxes(after, 0, kept.length, Stroke.SOLID);
        for (int i = 0; i < kept.length; i++) {
            sketch.link(before, i, after, i);
        }
        String text = "Proposals (dotted) and the detections that the box head made of them (solid)";
        return sketch.picture(text, text);
    }
}
