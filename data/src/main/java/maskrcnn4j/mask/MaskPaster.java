package maskrcnn4j.mask;

/**
 * Lays soft masks on pictures: straight into run lengths, without a picture in between.
 *
 * <p>Immutable and thread-safe.
 */
public final class MaskPaster {
    private final PasteRule rule;

    /** Creates a paster that follows a rule. */
    public MaskPaster(PasteRule rule) {
        this.rule = rule;
    }

    /** The rule that is followed. */
    public PasteRule rule() {
        return rule;
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
        PasteColumn column = new PasteColumn(rule, source, ys);
        for (int i = 0; i < xs.count(); i++) {
            column.paste(xs.cell[i], xs.weight[i], spans, (xs.from + i) * height + ys.from);
        }
        return spans.build(height, width);
    }

    /**
     * Lays a soft mask on its box and returns the values before the threshold, for a rectangle of the picture; 0 outside
     * the box.
     *
     * @param x first column of the rectangle
     * @param y first row of the rectangle
     * @param width columns of the rectangle
     * @param height rows of the rectangle
     * @return a soft mask of {@code height} by {@code width} whose place (0, 0) is pixel (x, y) of the picture
     */
    public SoftMask pasteSoft(SoftMask mask, Box box, int x, int y, int width, int height) {
        float[] values = new float[MaskException.pixels(height, width)];
        PasteAxis ys = new PasteAxis(rule, mask.height(), box.y1(), box.y2(), y, Math.addExact(y, height));
        PasteAxis xs = new PasteAxis(rule, mask.width(), box.x1(), box.x2(), x, Math.addExact(x, width));
        if (ys.count() > 0 && xs.count() > 0) {
            PasteColumn column = new PasteColumn(rule, new PasteSource(mask, rule), ys);
            for (int j = 0; j < xs.count(); j++) {
                for (int i = 0; i < ys.count(); i++) {
                    values[(ys.from + i - y) * width + xs.from + j - x] =
                            (float) column.value(xs.cell[j], xs.weight[j], i);
                }
            }
        }
        return new SoftMask(height, width, values);
    }
}
