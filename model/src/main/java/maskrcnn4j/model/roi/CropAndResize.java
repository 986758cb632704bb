package maskrcnn4j.model.roi;

/**
 * TensorFlow's {@code crop_and_resize}, which Matterport cuts features out with: one bilinear sample for each bin, the outer
 * ones on the edges of the box; a sample beyond the map reads zero. Reckoned in single precision, in the original's order.
 */
public final class CropAndResize {
    private CropAndResize() {}

    /**
     * One axis of a box: for each bin the pixel before its sample and how far behind it the sample lies.
     *
     * @param before -1 for a sample beyond the map
     * @param after the next pixel, or the same where the sample lies on one
     * @param fraction from {@code before} to {@code after}
     */
    record Axis(int[] before, int[] after, float[] fraction) {
        /**
         * Places the samples.
         *
         * @param from where the box begins, in units of the map
         * @param to where it ends
         * @param bins how many
         * @param pixels of the map
         */
        static Axis of(float from, float to, int bins, int pixels) {
            Axis axis = new Axis(new int[bins], new int[bins], new float[bins]);
            float last = pixels - 1;
            float step = bins > 1 ? (to - from) * last / (bins - 1) : 0;
            for (int i = 0; i < bins; i++) {
                float at = bins > 1 ? from * last + i * step : 0.5f * (from + to) * last;
                if (at < 0 || at > last) {
                    axis.before[i] = -1;
                    continue;
                }
                axis.before[i] = (int) Math.floor(at);
                axis.after[i] = (int) Math.ceil(at);
                axis.fraction[i] = at - axis.before[i];
            }
            return axis;
        }
    }

    /**
     * The level that a box is cut from: {@code 4 + round(log2(sqrt(h w) / (224 / sqrt(H W))))}, halves to the even number.
     *
     * @param boxes y1, x1, y2, x2 in units of the network input
     * @return 2 to 5
     */
    static int level(float[] boxes, int at, int height, int width) {
        float h = boxes[at + 2] - boxes[at];
        float w = boxes[at + 3] - boxes[at + 1];
        float canonical = 224f / (float) Math.sqrt((float) height * width);
        float size = (float) Math.sqrt(h * w) / canonical;
        float level = (float) Math.log(size) / (float) Math.log(2f);
        return Float.isNaN(level) ? 2 : (int) Math.max(2, Math.min(5, 4 + Math.rint(level)));
    }

    /**
     * Adds the bins of one box to sparse rows over the pixels of a map.
     *
     * @param firstRow the number of the map's first pixel
     */
    static void addBins(SparseRows rows, float[] boxes, int at, int bins, int firstRow, int mapHeight, int mapWidth) {
        Axis vertical = Axis.of(boxes[at], boxes[at + 2], bins, mapHeight);
        Axis horizontal = Axis.of(boxes[at + 1], boxes[at + 3], bins, mapWidth);
        double[] one = new double[1];
        for (int y = 0; y < bins; y++) {
            for (int x = 0; x < bins; x++) {
                rows.beginRow();
                if (vertical.before[y] < 0 || horizontal.before[x] < 0) {
                    continue;
                }
                float fy = vertical.fraction[y];
                float fx = horizontal.fraction[x];
                int upper = firstRow + vertical.before[y] * mapWidth;
                int lower = firstRow + vertical.after[y] * mapWidth;
                add(rows, upper + horizontal.before[x], (1 - (double) fy) * (1 - (double) fx), one);
                add(rows, upper + horizontal.after[x], (1 - (double) fy) * fx, one);
                add(rows, lower + horizontal.before[x], (double) fy * (1 - (double) fx), one);
                add(rows, lower + horizontal.after[x], (double) fy * fx, one);
            }
        }
    }

    /**
     * Cuts a box out of a map of one channel.
     *
     * @param map row by row
     * @param box y1, x1, y2, x2 in units of the map
     * @param into takes {@code bins * bins} values from {@code at} on
     */
    public static void crop(byte[] map, int height, int width, float[] box, int bins, float[] into, int at) {
        Axis vertical = Axis.of(box[0], box[2], bins, height);
        Axis horizontal = Axis.of(box[1], box[3], bins, width);
        for (int y = 0; y < bins; y++) {
            for (int x = 0; x < bins; x++) {
                boolean inside = vertical.before[y] >= 0 && horizontal.before[x] >= 0;
                into[at + y * bins + x] = inside ? sample(map, width, vertical, y, horizontal, x) : 0;
            }
        }
    }

    private static float sample(byte[] map, int width, Axis vertical, int y, Axis horizontal, int x) {
        int upper = vertical.before[y] * width;
        int lower = vertical.after[y] * width;
        float fx = horizontal.fraction[x];
        float top = map[upper + horizontal.before[x]];
        top += (map[upper + horizontal.after[x]] - top) * fx;
        float bottom = map[lower + horizontal.before[x]];
        bottom += (map[lower + horizontal.after[x]] - bottom) * fx;
        return top + (bottom - top) * vertical.fraction[y];
    }

    private static void add(SparseRows rows, int row, double weight, double[] one) {
        if (weight != 0) {
            one[0] = weight;
            rows.add(row, 1, one, 1);
        }
    }
}
