package maskrcnn4j.model.rpn;

import java.util.List;
import maskrcnn4j.model.box.NormalizedBoxes;

/**
 * Matterport's anchors: one size for each level, centred on the upper left corners of the cells; not clipped. Order: level,
 * row, column, ratio.
 *
 * @param scales for each level the side of the anchor of ratio 1, in pixels of the network input
 * @param ratios height = scale / sqrt(ratio), width = scale * sqrt(ratio)
 * @param strides of the feature maps
 * @param step every how many cells there are anchors
 */
public record CornerAnchors(List<Double> scales, List<Double> ratios, List<Integer> strides, int step) {
    /** Takes the lists as they are now. */
    public CornerAnchors {
        scales = List.copyOf(scales);
        ratios = List.copyOf(ratios);
        strides = List.copyOf(strides);
        if (scales.size() != strides.size() || ratios.isEmpty() || step < 1) {
            throw new IllegalArgumentException("anchors: " + scales.size() + " scales for " + strides.size()
                    + " levels, " + ratios.size() + " ratios, step " + step);
        }
    }

    /** How many there are of a network input, level by level. */
    public int[] counts(int height, int width) {
        int[] counts = new int[strides.size()];
        for (int level = 0; level < counts.length; level++) {
            counts[level] = cells(height, level) * cells(width, level) * ratios.size();
        }
        return counts;
    }

    private int cells(int side, int level) {
        int map = (side + strides.get(level) - 1) / strides.get(level);
        return (map + step - 1) / step;
    }

    /** y1, x1, y2, x2 of each in pixels of a network input. */
    public double[] pixels(int height, int width) {
        int total = 0;
        for (int count : counts(height, width)) {
            total += count;
        }
        double[] boxes = new double[4 * total];
        int at = 0;
        for (int level = 0; level < strides.size(); level++) {
            int distance = strides.get(level) * step;
            for (int row = 0; row < cells(height, level); row++) {
                for (int column = 0; column < cells(width, level); column++) {
                    for (double ratio : ratios) {
                        double halfHeight = 0.5 * (scales.get(level) / Math.sqrt(ratio));
                        double halfWidth = 0.5 * (scales.get(level) * Math.sqrt(ratio));
                        boxes[at++] = (double) row * distance - halfHeight;
                        boxes[at++] = (double) column * distance - halfWidth;
                        boxes[at++] = (double) row * distance + halfHeight;
                        boxes[at++] = (double) column * distance + halfWidth;
                    }
                }
            }
        }
        return boxes;
    }

    /** y1, x1, y2, x2 of each in units of a network input; see {@link NormalizedBoxes}. */
    public float[] normalized(int height, int width) {
        return NormalizedBoxes.normalize(pixels(height, width), height, width);
    }
}
