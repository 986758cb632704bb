package maskrcnn4j.training.loader;

import java.util.Arrays;
import maskrcnn4j.dataset.Dataset;

/**
 * How often pictures are shown in an epoch, so that rare classes are seen more often (LVIS, Gupta et al. 2019, section
 * 4.1): a class that is on a share f of the pictures has the factor max(1, sqrt(t / f)), a picture the largest of its
 * classes.
 */
final class RepeatFactors {
    private RepeatFactors() {}

    /** The factors; all 1 for a threshold of 0. */
    static double[] of(Examples examples, int[] samples, double threshold) {
        double[] factors = new double[samples.length];
        Arrays.fill(factors, 1);
        if (threshold <= 0) {
            return factors;
        }
        Dataset dataset = examples.dataset();
        int classes = dataset.categories().size();
        int[] pictures = new int[classes];
        int[] lastSeen = new int[classes];
        Arrays.fill(lastSeen, -1);
        for (int sample : samples) {
            for (int i = 0; i < dataset.instanceCount(sample); i++) {
                int instance = dataset.instanceOf(sample, i);
                int category = dataset.instances().category(instance);
                if (examples.counts(instance) && lastSeen[category] != sample) {
                    lastSeen[category] = sample;
                    pictures[category]++;
                }
            }
        }
        for (int s = 0; s < samples.length; s++) {
            for (int i = 0; i < dataset.instanceCount(samples[s]); i++) {
                int instance = dataset.instanceOf(samples[s], i);
                if (examples.counts(instance)) {
                    double share = (double) pictures[dataset.instances().category(instance)] / samples.length;
                    factors[s] = Math.max(factors[s], Math.sqrt(threshold / share));
                }
            }
        }
        return factors;
    }
}
