package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The boxes that the region proposal network starts from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = AnchorSpec.Explicit.class, name = "explicit"))
public sealed interface AnchorSpec {
    /** How many anchors stand on each cell of a feature map. */
    int perCell();

    /**
     * Boxes given one by one, the same on every cell; cell (row, column) shifts them by {@code stride} times column and
     * row. Order: row, column, anchor.
     *
     * @param stride pixels of the network input between cells
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
    }
}
