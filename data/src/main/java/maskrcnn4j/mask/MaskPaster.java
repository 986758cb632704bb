package maskrcnn4j.mask;

/**
 * Lays soft masks on pictures: straight into run lengths, without a picture in between.
 *
 * <p>Bilinear interpolation is linear down each column between two rows of the soft mask. So a column of the picture needs
 * one interpolated column of the soft mask, and then only the places where that crosses the threshold. The pixels beside a
 * crossing are computed exactly as the rule says, and so is the whole column when a value comes near the threshold without
 * crossing it; the result is that of computing every pixel.
 *
 * <p>Immutable and thread-safe.
 */
public final class MaskPaster {
    /** Farther from the threshold than this, no rounding decides on which side a pixel lies. */
    private static final double NEAR = 1e-6;

    private final PasteRule rule;
    private final double thresholdLow;
    private final double thresholdHigh;

    /** Creates a paster that follows a rule. */
    public MaskPaster(PasteRule rule) {
        this.rule = rule;
        this.thresholdLow = rule.threshold() - NEAR;
        this.thresholdHigh = rule.threshold() + NEAR;
    }

    /**
     * Lays a soft mask on its box in a picture and cuts it at the rule's threshold.
     *
     * @param mask the soft mask, of any size
     * @param box its box in pixels of the picture, which may reach over the edges; a box with a coordinate that is not a
     *     number gives an empty mask
     * @param height height of the picture
     * @param width width of the picture
     */
    public Rle paste(SoftMask mask, Box box, int height, int width) {
        MaskException.pixels(height, width);
        PasteAxis ys = new PasteAxis(rule, mask.height(), box.y1(), box.y2(), 0, height);
        PasteAxis xs = new PasteAxis(rule, mask.width(), box.x1(), box.x2(), 0, width);
        if (ys.count() == 0 || xs.count() == 0) {
            return Rle.empty(height, width);
        }
        PasteSource source = new PasteSource(mask, rule);
        SpanBuilder spans = new SpanBuilder(2 * xs.count() + 16);
        if (rule.clipToRange() && rule.inside(source.minimum)) {
            for (int x = xs.from; x < xs.to; x++) {
                spans.add(x * height + ys.from, x * height + ys.to);
            }
            return spans.build(height, width);
        }
        Column column = new Column(source, ys);
        for (int i = 0; i < xs.count(); i++) {
            column.paste(xs.cell[i], xs.weight[i], spans, (xs.from + i) * height + ys.from);
        }
        return spans.build(height, width);
    }

    /**
     * Lays a soft mask on its box and returns the values before the threshold, for the given rectangle of the picture; 0
     * outside the box.
     *
     * @return a soft mask of {@code height} by {@code width} whose place (0, 0) is pixel (x, y) of the picture
     */
    public SoftMask pasteSoft(SoftMask mask, Box box, int x, int y, int width, int height) {
        PasteAxis ys = new PasteAxis(rule, mask.height(), box.y1(), box.y2(), y, y + height);
        PasteAxis xs = new PasteAxis(rule, mask.width(), box.x1(), box.x2(), x, x + width);
        PasteSource source = new PasteSource(mask, rule);
        float[] values = new float[MaskException.pixels(height, width)];
        for (int j = 0; j < xs.count(); j++) {
            double[] a = source.column[xs.cell[j]];
            double[] b = source.column[xs.cell[j] + 1];
            for (int i = 0; i < ys.count(); i++) {
                values[(ys.from + i - y) * width + xs.from + j - x] =
                        (float) value(source, a, b, xs.weight[j], ys.cell[i], ys.weight[i]);
            }
        }
        return new SoftMask(height, width, values);
    }

    /** The value of one pixel, exactly as the rule says. */
    private double value(PasteSource source, double[] a, double[] b, double wx, int r, double wy) {
        double value;
        if (rule.singlePrecision()) {
            value = (float)
                    (a[r] * (1 - wy) * (1 - wx) + b[r] * (1 - wy) * wx + a[r + 1] * wy * (1 - wx) + b[r + 1] * wy * wx);
        } else {
            value = (a[r] * (1 - wx) + b[r] * wx) * (1 - wy) + (a[r + 1] * (1 - wx) + b[r + 1] * wx) * wy;
        }
        return rule.clipToRange() ? Math.min(Math.max(value, source.minimum), source.maximum) : value;
    }

    /** Pastes one column of the picture after the other; keeps the arrays between them. */
    private final class Column {
        private final PasteSource source;
        private final PasteAxis ys;
        private final int shift = PasteSource.shift(rule);
        private final int firstRow;
        private final int lastRow;
        private final int[] rowStart;
        private final double[] interpolated;
        private final boolean small;

        Column(PasteSource source, PasteAxis ys) {
            this.source = source;
            this.ys = ys;
            firstRow = ys.cell[0];
            lastRow = ys.cell[ys.count() - 1] + 1;
            interpolated = new double[source.rows];
            small = ys.count() < lastRow - firstRow + 8;
            // rowStart[r]: the first pixel that reads at or below row r.
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

        void paste(int cell, double weight, SpanBuilder spans, int base) {
            if (source.columnMaximum[cell] < thresholdLow && source.columnMaximum[cell + 1] < thresholdLow) {
                return;
            }
            double[] a = source.column[cell];
            double[] b = source.column[cell + 1];
            double w0 = 1 - weight;
            double[] v = interpolated;
            for (int r = firstRow; r <= lastRow; r++) {
                v[r] = a[r] * w0 + b[r] * weight;
            }
            if (small || anyNearThreshold(v)) {
                everyPixel(a, b, weight, spans, base);
            } else {
                crossings(a, b, weight, spans, base);
            }
        }

        private boolean anyNearThreshold(double[] v) {
            boolean near = false;
            for (int r = firstRow; r <= lastRow; r++) {
                near |= v[r] > thresholdLow && v[r] < thresholdHigh;
            }
            return near;
        }

        private void everyPixel(double[] a, double[] b, double weight, SpanBuilder spans, int base) {
            boolean in = false;
            int start = 0;
            int count = ys.count();
            for (int i = 0; i < count; i++) {
                boolean now = inside(a, b, weight, i);
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

        private void crossings(double[] a, double[] b, double weight, SpanBuilder spans, int base) {
            double[] v = interpolated;
            double threshold = rule.threshold();
            boolean in = v[firstRow] > threshold;
            int start = 0;
            for (int r = firstRow; r < lastRow; r++) {
                boolean next = v[r + 1] > threshold;
                if (next == in) {
                    continue;
                }
                int low = rowStart[r];
                int high = rowStart[r + 1];
                double place = r + (threshold - v[r]) / (v[r + 1] - v[r]);
                int i = Math.max(low, Math.min((int) ys.indexOf(place, shift) + 1, high));
                while (i > low && inside(a, b, weight, i - 1) == next) {
                    i--;
                }
                while (i < high && inside(a, b, weight, i) != next) {
                    i++;
                }
                if (in) {
                    spans.add(base + start, base + i);
                }
                start = i;
                in = next;
            }
            if (in) {
                spans.add(base + start, base + ys.count());
            }
        }

        private boolean inside(double[] a, double[] b, double weight, int i) {
            return rule.inside(value(source, a, b, weight, ys.cell[i], ys.weight[i]));
        }
    }
}
