package maskrcnn4j.model.image;

import java.nio.ByteBuffer;

/**
 * Bilinear resizing at half-pixel centres with clamped edges and without antialiasing, straight from a picture's bytes to
 * floats; what PyTorch calls {@code interpolate(mode="bilinear", align_corners=False)}.
 */
final class BilinearResizer {
    private BilinearResizer() {}

    /**
     * Resizes.
     *
     * @param source {@code height x width x 3} bytes, 0 to 255
     * @param channels which channel of the source becomes the first, second, third of the target
     * @return {@code newHeight x newWidth x 3}
     */
    static float[] resize(ByteBuffer source, int width, int height, int newWidth, int newHeight, int[] channels) {
        Axis columns = new Axis(width, newWidth, 3);
        Axis rows = new Axis(height, newHeight, 1);
        float[] target = new float[Math.multiplyExact(Math.multiplyExact(newWidth, newHeight), 3)];
        byte[] line = new byte[3 * width];
        float[] upper = new float[3 * newWidth];
        float[] lower = new float[3 * newWidth];
        int upperRow = -1;
        int lowerRow = -1;
        for (int y = 0; y < newHeight; y++) {
            int first = rows.first[y];
            int second = rows.second[y];
            if (upperRow != first) {
                if (lowerRow == first) {
                    float[] swap = upper;
                    upper = lower;
                    lower = swap;
                    lowerRow = upperRow;
                } else {
                    resizeRow(source, first, line, columns, channels, upper);
                }
                upperRow = first;
            }
            if (lowerRow != second && second != first) {
                resizeRow(source, second, line, columns, channels, lower);
                lowerRow = second;
            }
            blend(upper, second == first ? upper : lower, rows.fraction[y], target, 3 * newWidth * y);
        }
        return target;
    }

    private static void resizeRow(ByteBuffer source, int row, byte[] line, Axis columns, int[] channels, float[] into) {
        source.get(row * line.length, line);
        int c0 = channels[0];
        int c1 = channels[1];
        int c2 = channels[2];
        for (int x = 0; x < columns.first.length; x++) {
            int left = columns.first[x];
            int right = columns.second[x];
            float fraction = columns.fraction[x];
            into[3 * x] = lerp(line[left + c0] & 0xff, line[right + c0] & 0xff, fraction);
            into[3 * x + 1] = lerp(line[left + c1] & 0xff, line[right + c1] & 0xff, fraction);
            into[3 * x + 2] = lerp(line[left + c2] & 0xff, line[right + c2] & 0xff, fraction);
        }
    }

    private static void blend(float[] upper, float[] lower, float fraction, float[] target, int at) {
        for (int i = 0; i < upper.length; i++) {
            target[at + i] = lerp(upper[i], lower[i], fraction);
        }
    }

    private static float lerp(float a, float b, float fraction) {
        return a + (b - a) * fraction;
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
