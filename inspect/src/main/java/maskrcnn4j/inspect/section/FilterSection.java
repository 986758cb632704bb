package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.Removal;
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

/** What each filter of the second stage removed, and why. */
public final class FilterSection {
    private static final int SHOWN = 60;
    private static final int DRAWN = 40;

    private FilterSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        Candidates all = seen.detections().candidates();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Not every class score becomes a detection: it must pass the score threshold, its box must be"
                        + " large enough, it must not overlap a better box of its class too much, and only so many are kept. Each filter"
                        + " can also take what you were looking for; here is what each one took."));
        blocks.add(new Paragraph(Explanation.of(seen)));
        blocks.add(removals(seen, Stage.DETECTIONS, "From pairs of proposal and class to detections"));
        blocks.add(removals(seen, Stage.MASKS, "From detections to objects of the picture"));
        if (all.size() > 0) {
            blocks.add(new Gallery(List.of(
                    fate(scene, all, Fate.KEPT, Stroke.SOLID, "kept"),
                    fate(scene, all, Fate.SUPPRESSED, Stroke.DASHED, "suppressed by a better one"))));
            blocks.add(table(seen, all));
        }
        blocks.add(Chapter.links(Chapter.ANCHORS));
        return new Section("Filters", blocks);
    }

    private static Picture fate(Scene scene, Candidates all, Fate fate, Stroke stroke, String what) {
        int[] places = IntStream.range(0, all.size())
                .filter(i -> all.fates()[i] == fate)
                .limit(DRAWN)
                .toArray();
        Sketch sketch = scene.sketch().boxes(ProposalSection.select(all.corners(), places), 0, places.length, stroke);
        int count = all.count(fate);
        String text = Counted.number(count) + " " + what + (count > DRAWN ? ", " + DRAWN + " of them shown" : "");
        return sketch.picture("Boxes on the picture: " + text, text);
    }

    /** What the filters of a stage took, in order. */
    static Table removals(Inspection seen, Stage stage, String caption) {
        Table.Builder table = Table.builder(caption)
                .number("before", 0)
                .number("removed", 0)
                .number("left", 0)
                .text("removed because");
        for (Removal removal : seen.removals()) {
            if (removal.stage() == stage) {
                table.row(removal.before(), removal.before() - removal.after(), removal.after(), reason(seen, removal));
            }
        }
        return table.build();
    }

    private static String reason(Inspection seen, Removal removal) {
        return removal.reason().equals("score too low")
                ? "a score of "
                        + Words.plain(seen.checkpoint().spec().detections().scoreThreshold()) + " or less"
                : removal.reason();
    }

    private static Table table(Inspection seen, Candidates all) {
        Table.Builder table = Table.builder("The candidates with the best scores and what became of them")
                .number("no.", 0)
                .number("proposal", 0)
                .text("class")
                .number("score", 3)
                .text("box in the network input")
                .text("fate");
        int[] best = IntStream.range(0, all.size())
                .boxed()
                .sorted((a, b) -> Float.compare(all.scores()[b], all.scores()[a]))
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : best) {
            table.row(
                    i,
                    all.sources()[i],
                    seen.className(all.labels()[i]),
                    all.scores()[i],
                    Words.box(all.corners(), i),
                    fate(seen, all, i));
        }
        return table.build();
    }

    private static String fate(Inspection seen, Candidates all, int i) {
        return switch (all.fates()[i]) {
            case KEPT -> "kept";
            case NOT_FINITE -> "not a finite number";
            case SMALL -> "a side is too short";
            case IMPROBABLE -> "the score is too low";
            case SUPPRESSED ->
                "overlaps the better no. " + Counted.number(all.rivals()[i]) + " by more than "
                        + Words.plain(seen.checkpoint().spec().detections().nmsThreshold());
            case SURPLUS ->
                "not among the "
                        + Counted.number(seen.checkpoint().spec().detections().perImage()) + " best";
        };
    }
}
