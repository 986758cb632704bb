package maskrcnn4j.model.roi;

import java.util.Arrays;
import maskrcnn4j.spec.RoiAlignSpec;

/**
 * One axis of RoIAlign: which pixels each bin of a box reads, and with what weight.
 *
 * <p>A sample at (y, x) reads four pixels with weights that are a product of one factor per axis, and samples lie on a
 * grid; so the weights of a bin are the product of two short lists, one per axis, however many samples it has.
 */
public final class BinWeights {
    private final RoiAlignSpec spec;
    private final int[] first;
    private final int[] length;
    private double[][] weights;

    /** Makes an axis without a box. */
    public BinWeights(RoiAlignSpec spec) {
        this.spec = spec;
        this.first = new int[spec.size()];
        this.length = new int[spec.size()];
        this.weights = new double[spec.size()][8];
    }

    /**
     * Places the bins of a box.
     *
     * @param from where the box begins, in pixels of the feature map
     * @param to where it ends
     * @param pixels how many pixels the map has along this axis
     */
    public void place(double from, double to, int pixels) {
        double start = spec.aligned() ? from - 0.5 : from;
        double side = Math.max(to - from, spec.smallestSide());
        double bin = side / spec.size();
        int samples = spec.samplesPerBin() > 0 ? spec.samplesPerBin() : Math.max(1, (int) Math.ceil(bin));
        for (int b = 0; b < spec.size(); b++) {
            placeBin(b, start + b * bin, bin / samples, samples, pixels);
        }
    }

    private void placeBin(int b, double start, double step, int samples, int pixels) {
        int lowest = Math.max(0, Math.min(pixels - 1, (int) Math.floor(start + 0.5 * step)));
        int highest = Math.max(lowest, Math.min(pixels - 1, (int) Math.floor(start + (samples - 0.5) * step) + 1));
        int span = highest - lowest + 1;
        if (weights[b].length < span) {
            weights[b] = new double[2 * span];
        }
        double[] w = weights[b];
        Arrays.fill(w, 0, span, 0);
        first[b] = lowest;
        length[b] = span;
        for (int s = 0; s < samples; s++) {
            double at = start + (s + 0.5) * step;
            // The reference kernel: nothing beyond one pixel outside the map, and clamping up to there.
            if (at < -1 || at > pixels) {
                continue;
            }
            at = Math.max(at, 0);
            int low = (int) at;
            if (low >= pixels - 1) {
                w[pixels - 1 - lowest] += 1.0 / samples;
            } else {
                double fraction = at - low;
                w[low - lowest] += (1 - fraction) / samples;
                w[low + 1 - lowest] += fraction / samples;
            }
        }
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
}
