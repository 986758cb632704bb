package maskrcnn4j.inspect.draw;

/**
 * Numbers on a grid.
 *
 * @param height rows
 * @param width columns
 * @param values row after row
 */
public record ValueMap(int height, int width, float[] values) {
    /** The smallest finite value; 0 if there is none. */
    public float min() {
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            min = Float.isFinite(value) ? Math.min(min, value) : min;
        }
        return Float.isFinite(min) ? min : 0;
    }

    /** The largest finite value; 0 if there is none. */
    public float max() {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Float.isFinite(value) ? Math.max(max, value) : max;
        }
        return Float.isFinite(max) ? max : 0;
    }

    /**
     * This in another size: the mean of what a cell covers where it shrinks, the nearest value where it grows.
     *
     * @param newHeight at least 1
     * @param newWidth at least 1
     */
    public ValueMap resized(int newHeight, int newWidth) {
        float[] resized = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            int top = y * height / newHeight;
            int bottom = Math.max(top + 1, (y + 1) * height / newHeight);
            for (int x = 0; x < newWidth; x++) {
                int left = x * width / newWidth;
                int right = Math.max(left + 1, (x + 1) * width / newWidth);
                resized[y * newWidth + x] = mean(top, bottom, left, right);
            }
        }
        return new ValueMap(newHeight, newWidth, resized);
    }

    private float mean(int top, int bottom, int left, int right) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += values[y * width + x];
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
