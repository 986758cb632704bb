package maskrcnn4j.training.augment;

/** Along one axis, which old pixels make each new one, and with what weights: a triangle as wide as a new pixel, at least 1. */
final class AxisFilter {
    private static final int CHANNELS = 3;

    private final int[] first;
    private final int[] start;
    private final float[] weights;

    private AxisFilter(int[] first, int[] start, float[] weights) {
        this.first = first;
        this.start = start;
        this.weights = weights;
    }

    /** For new = scale * old + offset; a negative scale mirrors. */
    static AxisFilter of(int oldSize, int newSize, double scale, double offset) {
        double step = 1 / scale;
        double support = Math.max(1, Math.abs(step));
        int most = (int) Math.ceil(2 * support) + 2;
        int[] first = new int[newSize];
        int[] start = new int[newSize + 1];
        float[] weights = new float[Math.multiplyExact(newSize, most)];
        for (int i = 0; i < newSize; i++) {
            double centre = (i + 0.5 - offset) * step;
            start[i + 1] = start[i];
            if (centre <= 0 || centre >= oldSize) {
                continue;
            }
            int from = Math.max(0, (int) Math.floor(centre - support));
            int to = Math.min(oldSize, (int) Math.ceil(centre + support));
            while (from < to - 1 && weight(from, centre, support) <= 0) {
                from++;
            }
            while (to > from + 1 && weight(to - 1, centre, support) <= 0) {
                to--;
            }
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += weight(k, centre, support);
            }
            first[i] = from;
            for (int k = from; k < to; k++) {
                weights[start[i + 1]++] = (float) (weight(k, centre, support) / sum);
            }
        }
        return new AxisFilter(first, start, weights);
    }

    private static double weight(int pixel, double centre, double support) {
        return Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / support);
    }

    int size() {
        return first.length;
    }

    /** How many old pixels make a new one; none where it lies outside. */
    int count(int place) {
        return start[place + 1] - start[place];
    }

    int first(int place) {
        return first[place];
    }

    float weight(int place, int number) {
        return weights[start[place] + number];
    }

    /** A row of three channels, filtered. */
    float[] apply(byte[] row) {
        float[] out = new float[CHANNELS * first.length];
        for (int i = 0; i < first.length; i++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int at = CHANNELS * first[i];
            for (int k = start[i]; k < start[i + 1]; k++, at += CHANNELS) {
                float weight = weights[k];
                red += weight * (row[at] & 0xff);
                green += weight * (row[at + 1] & 0xff);
                blue += weight * (row[at + 2] & 0xff);
            }
            out[CHANNELS * i] = red;
            out[CHANNELS * i + 1] = green;
            out[CHANNELS * i + 2] = blue;
        }
        return out;
    }
}
