package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.model.stage.SamplingGrid;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.text.Counted;

/** Where the features of the best boxes are read. */
public final class RoiAlignSection {
    private static final int SHOWN = 6;
    private static final int LONGEST_SIDE = 420;
    private static final int MOST_POINTS = 4000;

    private RoiAlignSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        List<Picture> pictures = new ArrayList<>();
        float[] found = seen.detections().boxes();
        int masks = Math.min(
                SHOWN / 2, Math.min(found.length / 4, seen.detections().grids().size()));
        for (int i = 0; i < Math.min(SHOWN - masks, seen.proposals().grids().size()); i++) {
            pictures.add(grid(
                    scene, seen.proposals().boxes(), i, seen.proposals().grids().get(i), "box head, proposal " + i));
        }
        int[] best = seen.detections().best();
        for (int i = 0; i < masks; i++) {
            SamplingGrid grid = seen.detections().grids().get(best[i]);
            pictures.add(grid(scene, found, best[i], grid, "mask head, detection " + (i + 1)));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Whatever its size, each box becomes a block of as many bins. The features are read at exact"
                        + " places, between the cells where need be, and averaged in each bin: nothing is rounded, so that a mask fits to the"
                        + " pixel. Dots are the places that were read, lines the bins."));
        if (seen.checkpoint().spec().boxHead().roiAlign().smallestSide() > 0 && !framed(seen)) {
            blocks.add(new Paragraph(
                    "This model takes a box that is smaller than a cell of its map as one cell wide or high: the"
                            + " places then reach beyond the box."));
        }
        if (pictures.isEmpty()) {
            blocks.add(new Paragraph("There are no boxes to read."));
        } else {
            blocks.add(new Gallery(pictures));
        }
        blocks.add(Chapter.links(Chapter.ROI_ALIGN));
        return new Section("RoIAlign", blocks);
    }

    /** crop_and_resize knows no smallest side. */
    private static boolean framed(Inspection seen) {
        return seen.checkpoint().spec().anchors().inUnitsOfInput();
    }

    private static Picture grid(Scene scene, float[] boxes, int box, SamplingGrid grid, String of) {
        Sketch sketch = Sketch.around(scene.base(), boxes, box, 0.12, LONGEST_SIDE);
        // crop_and_resize has its outer samples on the edges of the box, and no bins around them.
        if (!framed(scene.seen())) {
            sketch.bins(boxes, box, grid.bins());
        }
        sketch.box(boxes, box, Stroke.SOLID);
        int points = grid.xs().length * grid.ys().length;
        if (points <= MOST_POINTS) {
            sketch.points(grid.xs(), grid.ys(), points > 900 ? 1 : 2);
        }
        String text = "P" + grid.level() + ", " + of + ": " + grid.bins() + " x " + grid.bins() + " bins, "
                + Counted.number(points) + " places" + (points <= MOST_POINTS ? "" : ", too many to show");
        return sketch.picture("Sampling grid over the picture: " + text, text);
    }
}
