package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What normalises the output of a convolution. A convolution without any has a bias.
 *
 * @param kind the statistics that are used
 * @param eps added to the variance
 * @param momentum the share of a batch in the running statistics when batch normalisation is trained
 * @param groups into how many groups the channels are split; counts for group normalisation only
 * @param convolutionBias whether the convolutions before it have a bias nevertheless, as Keras' do
 */
public record NormSpec(Kind kind, double eps, double momentum, int groups, boolean convolutionBias) {
    /** The kinds of normalisation. */
    public enum Kind {
        /** None. */
        NONE,
        /** Batch normalisation whose statistics, weight and bias never change. */
        FROZEN_BATCH,
        /** Batch normalisation whose statistics never change, but whose weight and bias are trained (Matterport's way). */
        FIXED_STATISTICS,
        /** Batch normalisation (Ioffe and Szegedy 2015): running statistics in use, those of the batch in training. */
        BATCH,
        /** Group normalisation (Wu and He 2018): the statistics of each picture, always. */
        GROUP
    }

    /** No normalisation. */
    public static final NormSpec NONE = new NormSpec(Kind.NONE, 0, 0, 1, true);

    /** Checks the numbers. */
    public NormSpec {
        if (!(eps >= 0) || !(momentum >= 0 && momentum <= 1) || groups < 1) {
            throw new IllegalArgumentException("norm: eps " + eps + " must be at least 0, momentum " + momentum
                    + " between 0 and 1, groups " + groups + " at least 1");
        }
    }

    /** Batch normalisation that never changes. */
    public static NormSpec frozenBatch(double eps) {
        return new NormSpec(Kind.FROZEN_BATCH, eps, 0, 1, false);
    }

    /** Batch normalisation that is trained. */
    public static NormSpec batch(double eps, double momentum) {
        return new NormSpec(Kind.BATCH, eps, momentum, 1, false);
    }

    /** Group normalisation. */
    public static NormSpec group(int groups, double eps) {
        return new NormSpec(Kind.GROUP, eps, 0, groups, false);
    }

    /** Whether there is a normalisation. */
    @JsonIgnore
    public boolean isPresent() {
        return kind != Kind.NONE;
    }

    /** Whether running mean and variance belong to the model's tensors. */
    public boolean hasStatistics() {
        return kind == Kind.FROZEN_BATCH || kind == Kind.FIXED_STATISTICS || kind == Kind.BATCH;
    }
}
