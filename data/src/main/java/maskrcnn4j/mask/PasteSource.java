package maskrcnn4j.mask;

/**
 * A soft mask in its frame, column by column as double, with one more cell on each side that holds what a reading beyond
 * the edge finds: so every reading is between two neighbouring cells.
 */
final class PasteSource {
    final int rows;
    final int columns;

    /** Cell of row r and column c: {@code cells[c * rows + r]}. */
    final double[] cells;

    /** The least and the greatest value of the soft mask itself. */
    final double minimum;

    final double maximum;

    PasteSource(SoftMask mask, PasteRule rule) {
        int shift = shift(rule) + rule.frame();
        int h = mask.height();
        int w = mask.width();
        rows = h + 2 * rule.frame() + shift(rule) + 1;
        columns = w + 2 * rule.frame() + shift(rule) + 1;
        cells = new double[columns * rows];
        float[] values = mask.values();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int x = 0; x < w; x++) {
            int at = (x + shift) * rows + shift;
            for (int y = 0; y < h; y++) {
                double v = values[y * w + x];
                cells[at + y] = v;
                low = v < low ? v : low;
                high = v > high ? v : high;
            }
        }
        minimum = low;
        maximum = high;
        if (rule.edge() == PasteRule.Edge.CLAMP) {
            for (int x = 0; x < columns; x++) {
                cells[x * rows + rows - 1] = cells[x * rows + rows - 2];
            }
            System.arraycopy(cells, (columns - 2) * rows, cells, (columns - 1) * rows, rows);
        }
    }

    /** Where cell 0 of the framed mask lies: a clamped reading never goes below it. */
    static int shift(PasteRule rule) {
        return rule.edge() == PasteRule.Edge.CLAMP ? 0 : 1;
    }
}
