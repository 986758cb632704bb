package maskrcnn4j.model.image;

import java.util.Arrays;
import maskrcnn4j.image.Image;

/**
 * Resizing of bytes by a triangle filter that is as wide as a step where pictures shrink, along rows first, then along
 * columns, each time rounded to a byte; what Pillow calls {@code BILINEAR}, equal to the bit.
 */
final class AntialiasedResizer {
    /** Weights are whole numbers of 2^-22, so that sums of products with bytes fit into 32 bits. */
    private static final int PRECISION = 22;

    private static final int HALF = 1 << (PRECISION - 1);

    private final Image source;
    private final Taps columns;
    private final Taps rows;

    /** Resizes a picture of 8 bits to {@code width x height}. */
    AntialiasedResizer(Image source, int width, int height) {
        this.source = source;
        this.columns = new Taps(source.width(), width);
        this.rows = new Taps(source.height(), height);
    }

    /** Takes rows of bytes. */
    interface Sink {
        /** Takes one row: 0 to 255, the channels of a pixel side by side; the array is used again for the next. */
        void row(int y, int[] values);
    }

    /** Makes the rows {@code from} to below {@code to}, in order. */
    void rows(int from, int to, Sink sink) {
        int length = source.channels() * columns.first.length;
        byte[] line = new byte[source.channels() * source.width()];
        // Rows resized along their length; the rows that one row of the target reads follow each other.
        int[][] ring = new int[rows.width][length];
        int done = 0;
        int[] sums = new int[length];
        for (int y = from; y < to; y++) {
            int first = rows.first[y];
            int end = first + rows.count[y];
            for (int row = Math.max(done, first); row < end; row++) {
                source.copyRow(row, line, 0);
                resizeRow(line, ring[row % ring.length]);
            }
            done = Math.max(done, end);
            Arrays.fill(sums, HALF);
            for (int row = first; row < end; row++) {
                add(ring[row % ring.length], rows.weight(y, row - first), sums);
            }
            for (int i = 0; i < length; i++) {
                sums[i] = Math.max(0, Math.min(sums[i] >> PRECISION, 255));
            }
            sink.row(y, sums);
        }
    }

    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private void resizeRow(byte[] line, int[] into) {
        int channels = source.channels();
        for (int x = 0; x < columns.first.length; x++) {
            int weights = x * columns.width;
            int from = columns.first[x] * channels;
            int count = columns.count[x];
            for (int c = 0; c < channels; c++) {
                int sum = HALF;
                for (int k = 0; k < count; k++) {
                    sum += (line[from + k * channels + c] & 0xff) * columns.weights[weights + k];
                }
                into[x * channels + c] = Math.max(0, Math.min(sum >> PRECISION, 255));
            }
        }
    }

    /** For each pixel of the target along one axis: which pixels of the source it reads, and their weights. */
    private static final class Taps {
        final int[] first;
        final int[] count;
        final int width;
        final int[] weights;

        Taps(int from, int to) {
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            first = new int[to];
            count = new int[to];
            width = 2 * (int) Math.ceil(reach) + 1;
            weights = new int[width * to];
            double[] real = new double[width];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - reach + 0.5));
                count[i] = Math.min(from, (int) (centre + reach + 0.5)) - first[i];
                double sum = 0;
                for (int k = 0; k < count[i]; k++) {
                    double distance = Math.abs((first[i] + k - centre + 0.5) * (1 / reach));
                    real[k] = Math.max(0, 1 - distance);
                    sum += real[k];
                }
                for (int k = 0; k < count[i]; k++) {
                    weights[width * i + k] = (int) (0.5 + real[k] * (1 / sum) * (1 << PRECISION));
                }
            }
        }

        int weight(int target, int k) {
            return weights[width * target + k];
        }
    }
}
