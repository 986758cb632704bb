package maskrcnn4j.mask;

/**
 * One axis of a pasting: which pixels of the picture the box covers, and where in the framed mask each of them reads.
 *
 * <p>Pixel {@code from + i} reads between cells {@code cell[i]} and {@code cell[i] + 1} of the {@link PasteSource}, the
 * second with weight {@code weight[i]}.
 */
final class PasteAxis {
    /** Beyond this no pixel of a picture lies, and sums of three such numbers are still exact. */
    private static final double FAR = 1L << 40;

    final int from;
    final int to;
    final int[] cell;
    final double[] weight;

    /** How far the reading place moves from one pixel to the next. */
    private final double scale;

    private final double corner;

    /**
     * @param n cells of the soft mask along this axis
     * @param side1 the box's near side
     * @param side2 the box's far side
     * @param low only pixels from here on are looked at
     * @param high and only those before
     */
    PasteAxis(PasteRule rule, int n, double side1, double side2, int low, int high) {
        int framed = n + 2 * rule.frame();
        double near = side1;
        double far = side2;
        if (rule.frame() > 0) {
            double centre = (side1 + side2) / 2;
            double half = (side2 - side1) / 2 * ((double) framed / n);
            near = centre - half;
            far = centre + half;
        }
        if (Double.isNaN(near) || Double.isNaN(far)) {
            near = 0;
            far = -1;
        }
        near = place(rule, near);
        far = place(rule, far);
        double size = Math.max(far - near + rule.sizeExtra(), rule.corners() == PasteRule.Corners.EXACT ? 0 : 1);
        corner = near;
        scale = framed / size;
        boolean exact = rule.corners() == PasteRule.Corners.EXACT;
        // With exact corners every pixel counts whose reading touches a cell: one cell and a half beyond the box.
        double reach = exact ? size / framed : 0;
        double end = exact ? far + reach : far + rule.sizeExtra();
        int first = (int) Math.max(low, Math.min(Math.floor(near - reach), high));
        int last = (int) Math.min(high, Math.max(Math.ceil(end), low));
        if (!(size > 0)) {
            last = first;
        }
        int count = Math.max(0, last - first);
        int shift = PasteSource.shift(rule);
        int[] cells = new int[count];
        double[] weights = new double[count];
        int skipped = 0;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double real = scale * (first + i - near + 0.5) - 0.5;
            if (rule.edge() == PasteRule.Edge.CLAMP) {
                real = Math.max(real, 0);
            } else if (!(real > -1 && real < framed)) {
                skipped += kept == 0 ? 1 : 0;
                continue;
            }
            int index = (int) Math.min(Math.floor(real), framed - 1);
            cells[kept] = index + shift;
            weights[kept] = Math.min(Math.max(real - index, 0), 1);
            kept++;
        }
        from = first + skipped;
        to = from + kept;
        cell = cells;
        weight = weights;
    }

    private static double place(PasteRule rule, double x) {
        double near = Math.max(-FAR, Math.min(x, FAR));
        return switch (rule.corners()) {
            case EXACT -> near;
            case TRUNCATE -> (long) near;
            case ROUND_HALF_EVEN -> Math.rint(near);
        };
    }

    int count() {
        return to - from;
    }

    /** About where (in {@code cell}'s index) a reading place lies, counted in cells of the source. */
    double indexOf(double place, int shift) {
        return (place - shift + 0.5) / scale - 0.5 + corner - from;
    }
}
