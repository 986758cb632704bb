package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * A soft mask in its frame, column by column as double, with one more cell on each side that holds what a reading beyond
 * the edge finds: so every reading is between two neighbouring cells.
 */
final class PasteSource {
    final int rows;
    final int columns;
    final double[][] column;
    final double[] columnMaximum;
    final double minimum;
    final double maximum;

    PasteSource(SoftMask mask, PasteRule rule) {
        int shift = shift(rule) + rule.frame();
        int h = mask.height();
        int w = mask.width();
        rows = h + 2 * rule.frame() + shift(rule) + 1;
        columns = w + 2 * rule.frame() + shift(rule) + 1;
        column = new double[columns][rows];
        float[] values = mask.values();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double v = values[y * w + x];
                column[x + shift][y + shift] = v;
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        minimum = low;
        maximum = high;
        if (rule.edge() == PasteRule.Edge.CLAMP) {
            for (double[] c : column) {
                c[rows - 1] = c[rows - 2];
            }
            column[columns - 1] = column[columns - 2];
        }
        columnMaximum = new double[columns];
        for (int x = 0; x < columns; x++) {
            columnMaximum[x] = Arrays.stream(column[x]).max().getAsDouble();
        }
    }

    /** Where cell 0 of the framed mask lies: a clamped reading never goes below it. */
    static int shift(PasteRule rule) {
        return rule.edge() == PasteRule.Edge.CLAMP ? 0 : 1;
    }
}
