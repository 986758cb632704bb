package maskrcnn4j.model.rpn;

/** Where the anchors stand on a feature map. */
public interface AnchorGenerator {
    /** How many stand on each cell. */
    int perCell();

    /**
     * The anchors of one level.
     *
     * @param level its number, 0 for the finest
     * @param height of the feature map
     * @param width of the feature map
     * @return x1, y1, x2, y2 of each in pixels of the network input; order: row, column, anchor
     */
    double[] anchors(int level, int height, int width);
}
