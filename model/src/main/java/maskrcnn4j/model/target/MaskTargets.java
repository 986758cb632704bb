package maskrcnn4j.model.target;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.PolygonRasterizer;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.roi.BinWeights;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.spec.TrainingSpec;

/** What the mask head should draw in a box: the true mask of its object, cut out and brought to the head's size. */
public final class MaskTargets {
    /** A sum that is half in exact arithmetic may come out a little below it. */
    private static final double HALF = 0.5 - 1e-9;

    private final TrainingSpec.MaskTarget rule;

    /** Makes targets by the rule of a family. */
    public MaskTargets(TrainingSpec.MaskTarget rule) {
        this.rule = rule;
    }

    /**
     * Draws the targets of one picture's boxes.
     *
     * @param masks the true mask of each box, in pixels of the network input; boxes of one object share one
     * @param boxes in pixels of the network input; in its units where masks are {@link TargetMask.Cut}
     * @param size rows and columns of a target
     * @return {@code [boxes, size, size]}, values from 0 to 1
     * @throws IllegalArgumentException if soft targets are to be cut from outlines
     */
    public float[] draw(List<TargetMask> masks, Boxes boxes, int size) {
        float[] targets = new float[masks.size() * size * size];
        Map<TargetMask, Crop> crops = new IdentityHashMap<>();
        Map<TargetMask, byte[]> bitmaps = new IdentityHashMap<>();
        for (int i = 0; i < masks.size(); i++) {
            int at = i * size * size;
            if (masks.get(i) instanceof TargetMask.Cut cut) {
                CutTargets.draw(
                        cut, bitmaps.computeIfAbsent(cut, of -> cut.pixels().toBitmap()), boxes, i, size, targets, at);
            } else if (masks.get(i) instanceof TargetMask.Outlines outlines && rule == TrainingSpec.MaskTarget.BINARY) {
                fill(outlines.rings(), boxes, i, size, targets, at);
            } else if (masks.get(i) instanceof TargetMask.Pixels pixels) {
                align(crops.computeIfAbsent(pixels, of -> Crop.of(pixels.pixels())), boxes, i, size, targets, at);
            } else {
                throw new IllegalArgumentException("soft targets are cut from pixels: rasterise the outlines first");
            }
        }
        return targets;
    }

    /** The pixels of a mask within its bounding box, row by row. */
    private record Crop(int pictureHeight, int pictureWidth, int left, int top, int height, int width, byte[] pixels) {
        static Crop of(Rle mask) {
            Box bounds = mask.boundingBox();
            int left = (int) bounds.x1();
            int top = (int) bounds.y1();
            int width = (int) bounds.x2() - left;
            int height = (int) bounds.y2() - top;
            byte[] pixels = mask.crop(left, top, width, height).toBitmap();
            return new Crop(mask.height(), mask.width(), left, top, height, width, pixels);
        }
    }

    /** detectron2's way with outlines: move them into the box, stretch it to the target, fill by COCO's rule. */
    private static void fill(List<double[]> rings, Boxes boxes, int box, int size, float[] into, int at) {
        float x1 = boxes.x1(box);
        float y1 = boxes.y1(box);
        double scaleX = size / Math.max(boxes.x2(box) - x1, 0.1f);
        double scaleY = size / Math.max(boxes.y2(box) - y1, 0.1f);
        PolygonRasterizer rasterizer = new PolygonRasterizer();
        rasterizer.begin(size, size);
        for (double[] ring : rings) {
            double[] moved = new double[ring.length];
            for (int i = 0; i < ring.length; i++) {
                moved[i] = i % 2 == 0 ? (ring[i] - x1) * scaleX : (ring[i] - y1) * scaleY;
            }
            rasterizer.addRing(moved, 0, moved.length);
        }
        rasterizer.toRle().forEachRun((x, top, bottom) -> {
            for (int y = top; y < bottom; y++) {
                into[at + y * size + x] = 1;
            }
        });
    }

    /** RoIAlign of the mask as a picture of one channel; its weights are a product of one factor per axis. */
    private void align(Crop mask, Boxes boxes, int box, int size, float[] into, int at) {
        boolean binary = rule == TrainingSpec.MaskTarget.BINARY;
        // torchvision takes a box without extent as one pixel wide and high; the aligned kernel does not.
        RoiAlignSpec spec = new RoiAlignSpec(size, 0, binary, binary ? 0 : 1, LevelRule.SINGLE);
        BinWeights vertical = new BinWeights(spec, size);
        BinWeights horizontal = new BinWeights(spec, size);
        vertical.place(boxes.y1(box), boxes.y2(box), mask.pictureHeight());
        horizontal.place(boxes.x1(box), boxes.x2(box), mask.pictureWidth());
        int width = mask.width();
        double[] rows = new double[mask.height() * size];
        int[] needed = rowsRead(vertical, size, mask.top(), mask.height());
        for (int y = needed[0]; y < needed[1]; y++) {
            for (int bin = 0; bin < size; bin++) {
                rows[y * size + bin] = weightedSum(mask.pixels(), y * width, width, mask.left(), horizontal, bin);
            }
        }
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double value = weightedSum(rows, x, size, mask.height(), mask.top(), vertical, y);
                into[at + y * size + x] = binary ? (value >= HALF ? 1 : 0) : (float) value;
            }
        }
    }

    private static int[] rowsRead(BinWeights vertical, int size, int top, int height) {
        int first = height;
        int last = 0;
        for (int bin = 0; bin < size; bin++) {
            first = Math.min(first, vertical.first(bin) - top);
            last = Math.max(last, vertical.first(bin) + vertical.length(bin) - top);
        }
        return new int[] {Math.max(first, 0), Math.min(last, height)};
    }

    private static double weightedSum(byte[] pixels, int at, int length, int first, BinWeights weights, int bin) {
        double sum = 0;
        int from = Math.max(weights.first(bin) - first, 0);
        int to = Math.min(weights.first(bin) + weights.length(bin) - first, length);
        for (int i = from; i < to; i++) {
            if (pixels[at + i] != 0) {
                sum += weights.weight(bin, i + first - weights.first(bin));
            }
        }
        return sum;
    }

    private static double weightedSum(
            double[] values, int at, int step, int length, int first, BinWeights weights, int bin) {
        double sum = 0;
        int from = Math.max(weights.first(bin) - first, 0);
        int to = Math.min(weights.first(bin) + weights.length(bin) - first, length);
        for (int i = from; i < to; i++) {
            sum += values[at + i * step] * weights.weight(bin, i + first - weights.first(bin));
        }
        return sum;
    }
}
