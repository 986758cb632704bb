package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.inspect.Lesson;
import maskrcnn4j.inspect.draw.Montage;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.inspect.draw.ValueMap;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** What training asks of the heads. */
public final class RoiTargetSection {
    private static final int SHOWN = 40;
    private static final int MASK_SIDE = 168;

    private RoiTargetSection() {}

    /** Makes the section of sampled boxes. */
    public static Section boxes(Scene scene, Lesson lesson) {
        int positives = lesson.roiLabels().length;
        int sampled = lesson.sampled();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        "The heads learn from some of the proposals only: a share of foreground, which overlaps a true box"
                                + " enough, the rest background. Foreground has a class, a correction of the box and a mask to learn; background only"
                                + " learns that it is none. Where foreground is rare, the heads hardly learn: then look at the proposals first."));
        blocks.add(new Paragraph("From " + Counted.of(lesson.proposals(), "proposal") + ", "
                + Counted.of(sampled, "box", "boxes")
                + " were drawn: " + Counted.number(positives) + " of foreground, " + Counted.number(sampled - positives)
                + " of background."));
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int label : lesson.roiLabels()) {
            counts.merge(label, 1, Integer::sum);
        }
        Table.Builder table =
                Table.builder("Sampled boxes by class").text("class").number("boxes", 0);
        counts.forEach((label, count) -> table.row(scene.seen().className(label), count));
        table.row("background", sampled - positives);
        blocks.add(table.build());
        blocks.add(new Gallery(List.of(
                picture(scene, lesson, 0, positives, Stroke.SOLID, "of foreground"),
                picture(scene, lesson, positives, sampled, Stroke.DOTTED, "of background"))));
        blocks.add(Chapter.links(Chapter.LOSSES));
        return new Section("Sampled boxes", blocks);
    }

    private static Picture picture(Scene scene, Lesson lesson, int from, int to, Stroke stroke, String what) {
        int shown = Math.min(to, from + SHOWN);
        Sketch sketch = scene.sketch()
                .boxes(lesson.rois(), from, shown, stroke)
                .boxes(lesson.truths(), 0, lesson.truths().length / 4, Stroke.DASHED);
        String text = Counted.number(to - from) + " " + what + (shown < to ? ", " + SHOWN + " of them shown" : "")
                + "; true boxes are dashed";
        return sketch.picture("Boxes on the picture: " + text, text);
    }

    /** Makes the section of mask targets. */
    public static Section masks(Scene scene, Lesson lesson) {
        List<Picture> pictures = new ArrayList<>();
        int size = lesson.maskSize();
        for (int i = 0; i < lesson.masks().size(); i++) {
            ValueMap map = new ValueMap(size, size, lesson.masks().get(i));
            double covered = 0;
            for (float value : map.values()) {
                covered += value;
            }
            String text = (i + 1) + ". " + maskClass(scene, lesson, i) + Words.percent(covered / map.values().length)
                    + " of the box";
            pictures.add(Montage.single(map, 0, 1, MASK_SIDE, "Mask target " + text, text));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "What the mask head should draw for a sampled box: the true mask, cut out by the box and brought to"
                        + " the head's " + (size == 0 ? "size" : size + " x " + size + " cells")
                        + ". A box that covers half of its object is asked for that half. 0 is dark, 1 is light."));
        blocks.add(
                pictures.isEmpty()
                        ? new Paragraph(
                                "No sampled box of foreground has a mask: the mask head learns nothing from this picture.")
                        : new Gallery(pictures));
        blocks.add(Chapter.links(Chapter.ROI_ALIGN, Chapter.LOSSES));
        return new Section("Mask targets", blocks);
    }

    /** Targets are those of foreground boxes in turn, unless some of these have no mask. */
    private static String maskClass(Scene scene, Lesson lesson, int mask) {
        boolean all = scene.seen().truth().isPresent()
                && scene.seen().truth().get().example().objects().stream()
                        .allMatch(object -> object.mask().isPresent());
        return all ? scene.seen().className(lesson.roiLabels()[mask]) + ", " : "";
    }
}
