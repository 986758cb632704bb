package maskrcnn4j.mask;

/**
 * Pastes one column of the picture after the other.
 *
 * <p>Bilinear interpolation is linear down a column between two rows of the soft mask. So between two columns of the soft
 * mask only those pairs of rows matter whose four cells do not all lie on one side of the threshold: the outline. There the
 * crossing is guessed by division, and the pixels beside it are computed exactly as the rule says. A column in which a value
 * comes so near the threshold that rounding might decide is computed pixel by pixel. The result is that of computing every
 * pixel.
 */
final class PasteColumn {
    /** Farther from the threshold than this, no rounding decides on which side a pixel lies. */
    private static final double NEAR = 1e-6;

    private final PasteRule rule;
    private final PasteSource source;
    private final PasteAxis ys;
    private final double threshold;
    private final double low;
    private final double high;
    private final int shift;
    private final int firstRow;
    private final int lastRow;

    /** The first pixel that reads at or below a row. */
    private final int[] rowStart;

    /** Whether there are so few pixels down the column that each is computed. */
    private final boolean small;

    /** Rows that lie on the outline between {@link #outlineCell} and the column right of it. */
    private final int[] outline;

    private int outlineCell = -1;
    private int outlineLength;
    private boolean above;

    PasteColumn(PasteRule rule, PasteSource source, PasteAxis ys) {
        this.rule = rule;
        this.source = source;
        this.ys = ys;
        threshold = rule.threshold();
        low = threshold - NEAR;
        high = threshold + NEAR;
        shift = PasteSource.shift(rule);
        firstRow = ys.cell[0];
        lastRow = ys.cell[ys.count() - 1] + 1;
        small = ys.count() < 8;
        outline = new int[source.rows];
        rowStart = new int[source.rows + 1];
        int row = 0;
        for (int i = 0; i < ys.count(); i++) {
            while (row <= ys.cell[i]) {
                rowStart[row++] = i;
            }
        }
        while (row < rowStart.length) {
            rowStart[row++] = ys.count();
        }
    }

    /**
     * Adds the runs of one column.
     *
     * @param cell the column of the soft mask left of the pixels' centres
     * @param weight the share of the column right of it
     * @param base the position of the column's first pixel
     */
    void paste(int cell, double weight, SpanBuilder spans, int base) {
        if (small) {
            everyPixel(cell, weight, spans, base);
            return;
        }
        if (cell != outlineCell) {
            findOutline(cell);
        }
        if (outlineLength == 0) {
            if (above) {
                spans.add(base, base + ys.count());
            }
            return;
        }
        int a = cell * source.rows;
        int b = a + source.rows;
        double[] cells = source.cells;
        double left = 1 - weight;
        for (int k = 0; k < outlineLength; k++) {
            int r = outline[k];
            double v = cells[a + r] * left + cells[b + r] * weight;
            double next = cells[a + r + 1] * left + cells[b + r + 1] * weight;
            if (v > low && v < high || next > low && next < high) {
                everyPixel(cell, weight, spans, base);
                return;
            }
        }
        crossings(cell, weight, spans, base);
    }

    private void findOutline(int cell) {
        double[] cells = source.cells;
        int a = cell * source.rows;
        int b = a + source.rows;
        outlineCell = cell;
        outlineLength = 0;
        above = cells[a + firstRow] > threshold;
        boolean someAbove = !(cells[a + firstRow] < low && cells[b + firstRow] < low);
        boolean someBelow = !(cells[a + firstRow] > high && cells[b + firstRow] > high);
        for (int r = firstRow; r < lastRow; r++) {
            double p = cells[a + r + 1];
            double q = cells[b + r + 1];
            boolean nextAbove = !(p < low && q < low);
            boolean nextBelow = !(p > high && q > high);
            if ((someAbove | nextAbove) & (someBelow | nextBelow)) {
                outline[outlineLength++] = r;
            }
            someAbove = nextAbove;
            someBelow = nextBelow;
        }
    }

    private void crossings(int cell, double weight, SpanBuilder spans, int base) {
        double[] cells = source.cells;
        int a = cell * source.rows;
        int b = a + source.rows;
        double left = 1 - weight;
        boolean in = cells[a + firstRow] * left + cells[b + firstRow] * weight > threshold;
        int start = 0;
        for (int k = 0; k < outlineLength; k++) {
            int r = outline[k];
            double v = cells[a + r] * left + cells[b + r] * weight;
            double next = cells[a + r + 1] * left + cells[b + r + 1] * weight;
            if (next > threshold == in) {
                continue;
            }
            int i = crossing(cell, weight, r, r + (threshold - v) / (next - v), !in);
            if (in) {
                spans.add(base + start, base + i);
            }
            start = i;
            in = !in;
        }
        if (in) {
            spans.add(base + start, base + ys.count());
        }
    }

    /** The first pixel between rows r and r + 1 that is inside or outside as {@code after} says. */
    private int crossing(int cell, double weight, int r, double place, boolean after) {
        int from = rowStart[r];
        int to = rowStart[r + 1];
        int i = Math.max(from, Math.min((int) ys.indexOf(place, shift) + 1, to));
        while (i > from && rule.inside(value(cell, weight, i - 1)) == after) {
            i--;
        }
        while (i < to && rule.inside(value(cell, weight, i)) != after) {
            i++;
        }
        return i;
    }

    private void everyPixel(int cell, double weight, SpanBuilder spans, int base) {
        boolean in = false;
        int start = 0;
        int count = ys.count();
        for (int i = 0; i < count; i++) {
            boolean now = rule.inside(value(cell, weight, i));
            if (now != in) {
                if (in) {
                    spans.add(base + start, base + i);
                }
                start = i;
                in = now;
            }
        }
        if (in) {
            spans.add(base + start, base + count);
        }
    }

    /** The value of pixel i of the column, exactly as the rule says. */
    double value(int cell, double wx, int i) {
        double[] cells = source.cells;
        int a = cell * source.rows + ys.cell[i];
        int b = a + source.rows;
        double wy = ys.weight[i];
        double value;
        if (rule.singlePrecision()) {
            value = (float) (cells[a] * (1 - wy) * (1 - wx)
                    + cells[b] * (1 - wy) * wx
                    + cells[a + 1] * wy * (1 - wx)
                    + cells[b + 1] * wy * wx);
        } else {
            double upper = cells[a] * (1 - wx) + cells[b] * wx;
            double lower = cells[a + 1] * (1 - wx) + cells[b + 1] * wx;
            value = upper * (1 - wy) + lower * wy;
        }
        return rule.clipToRange() ? Math.min(Math.max(value, source.minimum), source.maximum) : value;
    }
}
