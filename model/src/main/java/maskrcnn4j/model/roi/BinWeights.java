package maskrcnn4j.model.roi;

import java.util.Arrays;
import maskrcnn4j.spec.RoiAlignSpec;

/**
 * One axis of RoIAlign: which pixels each bin of a box reads, and with what weight.
 *
 * <p>A sample at (y, x) reads four pixels with weights that are a product of one factor per axis, and samples lie on a
 * grid; so the weights of a bin are the product of two short lists, one per axis, however many samples it has.
 *
 * <p>Places are reckoned in single precision, in the reference kernel's order of operations: how many samples a bin has,
 * and whether one lies outside of the map, depends on the last digit.
 */
public final class BinWeights {
    private final RoiAlignSpec spec;
    private final int[] first;
    private final int[] length;
    private final double[][] weights;

    /**
     * Makes an axis without a box.
     *
     * @param bins along the axis
     */
    public BinWeights(RoiAlignSpec spec, int bins) {
        this.spec = spec;
        this.first = new int[bins];
        this.length = new int[bins];
        this.weights = new double[bins][8];
    }

    /**
     * Places the bins of a box.
     *
     * @param from where the box begins, in pixels of the feature map
     * @param to where it ends
     * @param pixels how many pixels the map has along this axis
     */
    public void place(float from, float to, int pixels) {
        float shift = spec.aligned() ? 0.5f : 0;
        float start = from - shift;
        float side = to - shift - start;
        if (spec.smallestSide() > 0) {
            side = Math.max(side, (float) spec.smallestSide());
        }
        float bin = side / first.length;
        int samples = spec.samplesPerBin() > 0 ? spec.samplesPerBin() : (int) Math.ceil(bin);
        for (int b = 0; b < first.length; b++) {
            placeBin(b, start + b * bin, bin, samples, pixels);
        }
    }

    /**
     * Where {@link #place} puts the samples, all bins in turn: in pixels of the map, whose first one reaches from 0 to 1 where
     * the spec is aligned and lies at 0 where it is not.
     *
     * @param from where the box begins, in pixels of the feature map
     * @param to where it ends
     */
    float[] samples(float from, float to) {
        float shift = spec.aligned() ? 0.5f : 0;
        float side = Math.max(to - from, (float) spec.smallestSide());
        float bin = side / first.length;
        int samples = spec.samplesPerBin() > 0 ? spec.samplesPerBin() : (int) Math.ceil(bin);
        float[] places = new float[first.length * samples];
        for (int i = 0; i < places.length; i++) {
            places[i] = from - shift + i / samples * bin + (i % samples + 0.5f) * bin / samples + shift;
        }
        return places;
    }

    private void placeBin(int b, float start, float bin, int samples, int pixels) {
        int low = pixels;
        int high = -1;
        for (int s = 0; s < samples; s++) {
            int pixel = below(start + (s + 0.5f) * bin / samples, pixels);
            if (pixel >= 0) {
                low = Math.min(low, pixel);
                high = Math.max(high, Math.min(pixel + 1, pixels - 1));
            }
        }
        first[b] = low;
        length[b] = Math.max(0, high - low + 1);
        if (weights[b].length < length[b]) {
            weights[b] = new double[2 * length[b]];
        }
        double[] w = weights[b];
        Arrays.fill(w, 0, length[b], 0);
        for (int s = 0; s < samples; s++) {
            float at = start + (s + 0.5f) * bin / samples;
            int pixel = below(at, pixels);
            if (pixel == pixels - 1) {
                w[pixel - low] += 1.0 / samples;
            } else if (pixel >= 0) {
                float fraction = Math.max(at, 0) - pixel;
                w[pixel - low] += (1 - fraction) / (double) samples;
                w[pixel + 1 - low] += fraction / (double) samples;
            }
        }
        if (length[b] > 0 && w[length[b] - 1] == 0) {
            length[b]--;
        }
    }

    /** The pixel at or before a sample; -1 for a sample that reads nothing, more than one pixel outside of the map. */
    private static int below(float at, int pixels) {
        return at >= -1 && at <= pixels ? Math.min((int) Math.max(at, 0), pixels - 1) : -1;
    }

    /** The first pixel that a bin reads. */
    public int first(int bin) {
        return first[bin];
    }

    /** How many pixels a bin reads. */
    public int length(int bin) {
        return length[bin];
    }

    /** The weight of the i-th pixel of a bin. */
    public double weight(int bin, int i) {
        return weights[bin][i];
    }

    double[] weights(int bin) {
        return weights[bin];
    }
}
