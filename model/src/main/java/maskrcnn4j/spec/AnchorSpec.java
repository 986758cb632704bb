package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The boxes that the region proposal network starts from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnchorSpec.Explicit.class, name = "explicit"),
    @JsonSubTypes.Type(value = AnchorSpec.Grid.class, name = "grid"),
    @JsonSubTypes.Type(value = AnchorSpec.Corners.class, name = "corners")
})
public sealed interface AnchorSpec {
    /** How many anchors stand on each cell of a feature map: the head is the same on every level, so is this. */
    int perCell();

    /**
     * The anchors of cell (0, 0) of a level.
     *
     * @param level its number, 0 for the finest
     * @return x1, y1, x2, y2 of each, in pixels of the network input
     */
    double[] cell(int level);

    /** How far the anchors move from one cell to the next. */
    Steps steps();

    /** Whether all boxes of the network are in units of its input instead of pixels (Matterport). */
    default boolean inUnitsOfInput() {
        return false;
    }

    /** Every how many cells of a feature map there are anchors, on each axis. */
    default int every() {
        return 1;
    }

    /** By how much the anchors of cell (0, 0) are moved, as a part of the step. */
    double centre();

    /** How far anchors move from one cell to the next. */
    enum Steps {
        /** By the stride of the feature map. */
        STRIDE,
        /** By the size of the network input divided by that of the grid, rounded down, for each axis by itself. */
        INPUT_OVER_GRID
    }

    /**
     * Boxes given one by one, the same on every cell of the only level; they move by the map's stride. Order: row, column,
     * anchor.
     *
     * @param stride pixels of the network input between cells, which is the stride of the feature map
     * @param boxes x1, y1, x2, y2 of each, for cell (0, 0), in pixels of the network input
     */
    record Explicit(int stride, List<List<Double>> boxes) implements AnchorSpec {
        /** Checks the numbers. */
        public Explicit {
            boxes = boxes.stream().map(List::copyOf).toList();
            for (int i = 0; i < boxes.size(); i++) {
                if (boxes.get(i).size() != 4) {
                    throw new IllegalArgumentException(
                            "anchors.boxes[" + i + "] has " + boxes.get(i).size() + " numbers, a box has 4");
                }
            }
            if (stride < 1 || boxes.isEmpty()) {
                throw new IllegalArgumentException(
                        "anchors: stride " + stride + " and " + boxes.size() + " boxes, both must be at least 1");
            }
        }

        @Override
        public int perCell() {
            return boxes.size();
        }

        @Override
        public double[] cell(int level) {
            return boxes.stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }

        @Override
        public Steps steps() {
            return Steps.STRIDE;
        }

        @Override
        public double centre() {
            return 0;
        }
    }

    /**
     * Boxes around one point of each cell: of every size of the level in every ratio (Faster R-CNN, section 3.1.1; Feature
     * Pyramid Networks, section 4.1). A box of size s and ratio r is s / sqrt(r) wide and s sqrt(r) high.
     *
     * @param sizes the sizes of each level, finest first; one list for all where there is only one
     * @param ratios height divided by width, for each level; one list for all where there is only one
     * @param rounded whether the corners of cell (0, 0) are rounded to whole pixels, halves to the even one
     * @param centre where in a cell the centre lies, as a part of the step: 0 for its corner, 0.5 for its middle
     * @param steps from one cell to the next
     * @param order of the anchors of a cell
     */
    record Grid(
            List<List<Double>> sizes,
            List<List<Double>> ratios,
            boolean rounded,
            double centre,
            Steps steps,
            CellOrder order)
            implements AnchorSpec {

        /** The order of the anchors of a cell. */
        public enum CellOrder {
            /** All sizes of the first ratio, then of the second, ... */
            RATIO_THEN_SIZE,
            /** All ratios of the first size, then of the second, ... */
            SIZE_THEN_RATIO
        }

        /** Checks the numbers. */
        public Grid {
            sizes = sizes.stream().map(List::copyOf).toList();
            ratios = ratios.stream().map(List::copyOf).toList();
            if (sizes.isEmpty() || ratios.isEmpty() || !positive(sizes) || !positive(ratios)) {
                throw new IllegalArgumentException("anchors: sizes " + sizes + " and ratios " + ratios
                        + ": each level needs at least one of both, above 0");
            }
            if (ratios.size() != 1 && sizes.size() != 1 && ratios.size() != sizes.size()) {
                throw new IllegalArgumentException("anchors: sizes for " + sizes.size() + " levels and ratios for "
                        + ratios.size() + ": give both for each level, or one list for all");
            }
            if (!(centre >= 0 && centre < 1)) {
                throw new IllegalArgumentException("anchors: centre is " + centre + ", it must be in 0 to below 1");
            }
        }

        private static boolean positive(List<List<Double>> levels) {
            return levels.stream()
                    .allMatch(level -> !level.isEmpty() && level.stream().allMatch(value -> value > 0));
        }

        @Override
        public int perCell() {
            return sizes.get(0).size() * ratios.get(0).size();
        }

        @Override
        public double[] cell(int level) {
            List<Double> levelSizes = sizes.get(Math.min(level, sizes.size() - 1));
            List<Double> levelRatios = ratios.get(Math.min(level, ratios.size() - 1));
            double[] boxes = new double[4 * levelSizes.size() * levelRatios.size()];
            boolean ratioFirst = order == CellOrder.RATIO_THEN_SIZE;
            int outer = ratioFirst ? levelRatios.size() : levelSizes.size();
            int inner = ratioFirst ? levelSizes.size() : levelRatios.size();
            for (int i = 0; i < outer * inner; i++) {
                double size = levelSizes.get(ratioFirst ? i % inner : i / inner);
                double ratio = levelRatios.get(ratioFirst ? i / inner : i % inner);
                double width = Math.sqrt(size * size / ratio);
                place(boxes, 4 * i, width, ratio * width);
            }
            return boxes;
        }

        private void place(double[] boxes, int at, double width, double height) {
            boxes[at] = corner(-width / 2);
            boxes[at + 1] = corner(-height / 2);
            boxes[at + 2] = corner(width / 2);
            boxes[at + 3] = corner(height / 2);
        }

        private double corner(double value) {
            return rounded ? Math.rint(value) : value;
        }
    }

    /**
     * Matterport's: one size for each level, around the upper left corner of each cell, in units of the network input: all
     * boxes of the network then are. A box of size s and ratio r is s sqrt(r) wide and s / sqrt(r) high.
     *
     * @param sizes of each level, in pixels of the network input
     * @param ratios width divided by height
     * @param strides of the feature maps
     * @param every how many cells there are anchors; the RPN head's stride
     */
    record Corners(List<Double> sizes, List<Double> ratios, List<Integer> strides, int every) implements AnchorSpec {
        /** Checks the numbers. */
        public Corners {
            sizes = List.copyOf(sizes);
            ratios = List.copyOf(ratios);
            strides = List.copyOf(strides);
            if (sizes.size() != strides.size()
                    || ratios.isEmpty()
                    || every < 1
                    || !sizes.stream().allMatch(size -> size > 0)
                    || !ratios.stream().allMatch(ratio -> ratio > 0)) {
                throw new IllegalArgumentException("anchors: sizes " + sizes + " must be as many as strides " + strides
                        + ", they and ratios " + ratios + " above 0, every " + every + " at least 1");
            }
        }

        @Override
        public int perCell() {
            return ratios.size();
        }

        @Override
        public double[] cell(int level) {
            double[] boxes = new double[4 * ratios.size()];
            for (int i = 0; i < ratios.size(); i++) {
                double halfWidth = 0.5 * sizes.get(level) * Math.sqrt(ratios.get(i));
                double halfHeight = 0.5 * sizes.get(level) / Math.sqrt(ratios.get(i));
                boxes[4 * i] = -halfWidth;
                boxes[4 * i + 1] = -halfHeight;
                boxes[4 * i + 2] = halfWidth;
                boxes[4 * i + 3] = halfHeight;
            }
            return boxes;
        }

        @Override
        public Steps steps() {
            return Steps.STRIDE;
        }

        @Override
        public double centre() {
            return 0;
        }

        @Override
        public boolean inUnitsOfInput() {
            return true;
        }
    }
}
