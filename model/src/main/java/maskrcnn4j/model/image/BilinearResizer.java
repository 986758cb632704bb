package maskrcnn4j.model.image;

/**
 * Bilinear resizing at half-pixel centres with clamped edges and without antialiasing; what PyTorch calls {@code
 * interpolate(mode="bilinear", align_corners=False)}.
 */
final class BilinearResizer implements PixelRows.Resized {
    private final PixelRows source;
    private final int width;
    private final Axis columns;
    private final Axis rows;

    /** Resizes a picture to {@code width x height}. */
    BilinearResizer(PixelRows source, int width, int height) {
        this.source = source;
        this.width = width;
        this.columns = new Axis(source.width(), width, source.channels());
        this.rows = new Axis(source.height(), height, 1);
    }

    @Override
    public void rows(int from, int to, PixelRows.Sink sink) {
        int channels = source.channels();
        float[] line = new float[channels * source.width()];
        float[] target = new float[channels * width];
        float[] upper = new float[channels * width];
        float[] lower = new float[channels * width];
        int upperRow = -1;
        int lowerRow = -1;
        for (int y = from; y < to; y++) {
            int first = rows.first[y];
            int second = rows.second[y];
            if (upperRow != first) {
                float[] swap = upper;
                upper = lower;
                lower = swap;
                int swapRow = upperRow;
                upperRow = lowerRow;
                lowerRow = swapRow;
                if (upperRow != first) {
                    resizeRow(first, line, upper);
                    upperRow = first;
                }
            }
            if (lowerRow != second) {
                resizeRow(second, line, lower);
                lowerRow = second;
            }
            blend(upper, lower, rows.fraction[y], target);
            sink.row(y, target);
        }
    }

    private void resizeRow(int row, float[] line, float[] into) {
        source.row(row, line);
        int channels = source.channels();
        int at = 0;
        for (int x = 0; x < width; x++) {
            int left = columns.first[x];
            int right = columns.second[x];
            float fraction = columns.fraction[x];
            for (int c = 0; c < channels; c++) {
                float a = line[left + c];
                into[at++] = a + (line[right + c] - a) * fraction;
            }
        }
    }

    private static void blend(float[] upper, float[] lower, float fraction, float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = upper[i] + (lower[i] - upper[i]) * fraction;
        }
    }

    /** For each pixel of the target along one axis: which two of the source it lies between, and where. */
    private static final class Axis {
        final int[] first;
        final int[] second;
        final float[] fraction;

        Axis(int from, int to, int step) {
            first = new int[to];
            second = new int[to];
            fraction = new float[to];
            double scale = (double) from / to;
            for (int i = 0; i < to; i++) {
                double at = Math.max(0, (i + 0.5) * scale - 0.5);
                int low = Math.min((int) at, from - 1);
                first[i] = step * low;
                second[i] = step * Math.min(low + 1, from - 1);
                fraction[i] = (float) (at - low);
            }
        }
    }
}
