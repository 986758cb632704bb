package maskrcnn4j.mask;

/**
 * Bilinear resizing as scikit-image does it with {@code order=1, mode="constant", anti_aliasing=False}: what Matterport
 * resizes pictures and masks with.
 *
 * <p>Output i reads at {@code (i + 0.5) * (in / out) - 0.5} on each axis, and a reading beyond the picture finds zero, which
 * darkens the rim of enlarged pictures; values are then brought back into the range of the whole input. Nothing is averaged
 * when shrinking. Everything is reckoned in double, in one order of operations: on flat areas the last digit decides.
 */
public final class ZeroEdgeResizer {
    private final int height;
    private final int width;
    private final int channels;
    private final Axis rows;
    private final Axis columns;
    private final boolean singlePrecision;

    /** The input, which may be of any kind. */
    public interface Source {
        /**
         * Gives one row.
         *
         * @param y its number
         * @param values takes all channels of all pixels
         */
        void row(int y, double[] values);
    }

    /** Takes the output. */
    public interface Target {
        /**
         * Takes one row.
         *
         * @param y its number
         * @param values all channels of all pixels; used again for the next row
         */
        void row(int y, double[] values);
    }

    /**
     * Prepares for pictures of one size.
     *
     * @param height rows of the input
     * @param width columns of the input
     * @param newHeight rows of the output
     * @param newWidth columns of the output
     * @param channels values per pixel
     * @param singlePrecision whether each result is rounded to float32, as it is for inputs of float32
     * @throws MaskException if a size is below 1
     */
    public ZeroEdgeResizer(int height, int width, int newHeight, int newWidth, int channels, boolean singlePrecision) {
        if (height < 1 || width < 1 || newHeight < 1 || newWidth < 1 || channels < 1) {
            throw new MaskException("cannot resize " + height + " x " + width + " to " + newHeight + " x " + newWidth
                    + ": every side must be at least 1");
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.rows = new Axis(height, newHeight);
        this.columns = new Axis(width, newWidth);
        this.singlePrecision = singlePrecision;
    }

    /** One axis: the pixel before each reading place, and how far behind it the place lies. */
    private static final class Axis {
        final int[] before;
        final double[] fraction;

        Axis(int in, int out) {
            before = new int[out];
            fraction = new double[out];
            double step = (double) in / out;
            for (int i = 0; i < out; i++) {
                double at = (i + 0.5) * step - 0.5;
                double floor = Math.floor(at);
                before[i] = (int) floor;
                fraction[i] = at - floor;
            }
        }
    }

    /** Resizes. */
    public void resize(Source source, Target target) {
        double[] range = range(source);
        int stride = channels * (width + 2);
        double[] upper = new double[stride];
        double[] lower = new double[stride];
        int held = Integer.MIN_VALUE;
        double[] result = new double[columns.before.length * channels];
        for (int y = 0; y < rows.before.length; y++) {
            int row = rows.before[y];
            if (row != held) {
                if (row == held + 1) {
                    double[] next = upper;
                    upper = lower;
                    lower = next;
                } else {
                    read(source, row, upper);
                }
                read(source, row + 1, lower);
                held = row;
            }
            interpolate(upper, lower, rows.fraction[y], result, range);
            target.row(y, result);
        }
    }

    private void interpolate(double[] upper, double[] lower, double fy, double[] result, double[] range) {
        int at = 0;
        for (int x = 0; x < columns.before.length; x++) {
            double fx = columns.fraction[x];
            int left = (columns.before[x] + 1) * channels;
            for (int c = 0; c < channels; c++) {
                double value = upper[left + c] * (1 - fy) * (1 - fx)
                        + upper[left + channels + c] * (1 - fy) * fx
                        + lower[left + c] * fy * (1 - fx)
                        + lower[left + channels + c] * fy * fx;
                if (singlePrecision) {
                    value = (float) value;
                }
                result[at++] = Math.min(Math.max(value, range[0]), range[1]);
            }
        }
    }

    /** A row with a pixel of zeros at each end. */
    private void read(Source source, int row, double[] framed) {
        if (row < 0 || row >= height) {
            java.util.Arrays.fill(framed, 0);
            return;
        }
        double[] values = new double[width * channels];
        source.row(row, values);
        System.arraycopy(values, 0, framed, channels, values.length);
    }

    private double[] range(Source source) {
        double[] values = new double[width * channels];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < height; y++) {
            source.row(y, values);
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return new double[] {low, high};
    }
}
