package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.inspect.Lesson;
import maskrcnn4j.inspect.RpnLevel;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.text.Counted;

/** What training asks of the anchors. */
public final class AnchorTargetSection {
    private static final int SHOWN = 60;

    private AnchorTargetSection() {}

    /** Makes the section. */
    public static Section of(Scene scene, Lesson lesson) {
        TrainingSpec.RpnTraining rule =
                scene.seen().checkpoint().spec().training().rpn();
        float[] anchors = AnchorSection.allAnchors(scene.seen().rpn());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph("In training each anchor is compared with the true boxes. One that overlaps an object by "
                        + Words.plain(rule.matching().foregroundIou())
                        + " or more is positive, one that overlaps every object by less than "
                        + Words.plain(rule.matching().backgroundIou())
                        + " is negative, and what lies between is ignored"
                        + (rule.matching().lowQualityMatches()
                                ? "; the best anchor of each object is positive in any case."
                                : ".")
                        + " Since almost all are negative, only some are drawn by lot for the loss."));
        blocks.add(table(scene, lesson));
        blocks.add(new Gallery(List.of(
                picture(scene, lesson, anchors, lesson.positives(), Stroke.SOLID, "positive anchors of the sample"),
                picture(scene, lesson, anchors, lesson.negatives(), Stroke.DOTTED, "negative anchors of the sample"))));
        blocks.add(losses(lesson));
        blocks.add(Chapter.links(Chapter.ANCHORS, Chapter.LOSSES));
        return new Section("Anchor targets", blocks);
    }

    private static Table table(Scene scene, Lesson lesson) {
        Table.Builder table = Table.builder("Anchors by what training calls them")
                .text("level")
                .number("anchors", 0)
                .number("positive", 0)
                .number("negative", 0)
                .number("ignored", 0)
                .number("positive in the sample", 0)
                .number("negative in the sample", 0);
        int first = 0;
        for (RpnLevel level : scene.seen().rpn()) {
            int end = first + level.size();
            table.row(
                    "P" + level.level(),
                    level.size(),
                    count(lesson, first, end, 1),
                    count(lesson, first, end, 0),
                    count(lesson, first, end, -1),
                    within(lesson.positives(), first, end),
                    within(lesson.negatives(), first, end));
            first = end;
        }
        table.row(
                "all",
                lesson.anchorLabels().length,
                lesson.anchors(1),
                lesson.anchors(0),
                lesson.anchors(-1),
                lesson.positives().length,
                lesson.negatives().length);
        return table.build();
    }

    private static int count(Lesson lesson, int first, int end, int label) {
        int count = 0;
        for (int i = first; i < Math.min(end, lesson.anchorLabels().length); i++) {
            count += lesson.anchorLabels()[i] == label ? 1 : 0;
        }
        return count;
    }

    private static int within(int[] places, int first, int end) {
        int count = 0;
        for (int place : places) {
            count += place >= first && place < end ? 1 : 0;
        }
        return count;
    }

    private static Picture picture(
            Scene scene, Lesson lesson, float[] anchors, int[] sample, Stroke stroke, String what) {
        int[] shown = spread(sample);
        float[] boxes = ProposalSection.select(anchors, shown);
        String text = Counted.number(sample.length) + " " + what
                + (sample.length > SHOWN ? ", " + SHOWN + " of them shown" : "") + "; true boxes are dashed";
        return scene.sketch()
                .boxes(boxes, 0, shown.length, stroke)
                .boxes(lesson.truths(), 0, lesson.truths().length / 4, Stroke.DASHED)
                .picture("Boxes on the picture: " + text, text);
    }

    /** Some of all levels. */
    private static int[] spread(int[] sample) {
        int count = Math.min(SHOWN, sample.length);
        return IntStream.range(0, count)
                .map(i -> sample[(int) ((long) i * sample.length / count)])
                .toArray();
    }

    private static Table losses(Lesson lesson) {
        Table.Builder table = Table.builder("The five losses of this picture with these weights")
                .text("loss")
                .number("value", 4);
        double sum = 0;
        for (var loss : lesson.losses().entrySet()) {
            table.row(loss.getKey(), loss.getValue());
            sum += loss.getValue();
        }
        return table.row("sum", sum).build();
    }
}
