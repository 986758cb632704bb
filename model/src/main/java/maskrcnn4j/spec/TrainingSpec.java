package maskrcnn4j.spec;

import java.util.Optional;

/**
 * What a family does in training only: targets, samples and losses.
 *
 * @param rpn of the region proposal network
 * @param roi of the heads
 * @param masks how the target of a mask is made
 * @param frozenStages how many stages of the trunk are not trained when it starts from trained weights: 0 none, 1 the stem,
 *     2 also the first residual stage, ...
 * @param framed what training has beside this where boxes are in units of the network input; absent elsewhere
 */
public record TrainingSpec(
        RpnTraining rpn, RoiTraining roi, MaskTarget masks, int frozenStages, Optional<FramedTraining> framed) {

    /**
     * The region proposal network in training.
     *
     * @param matching which anchors stand for which object
     * @param sampling how many of them count
     * @param candidates how many boxes of the best scores are decoded, per level
     * @param proposals how many boxes are kept after NMS
     * @param boxLoss distance of boxes
     * @param divisor what the sums of both losses are divided by
     */
    public record RpnTraining(
            MatchingSpec matching,
            SamplingSpec sampling,
            int candidates,
            int proposals,
            BoxLossSpec boxLoss,
            Divisor divisor) {}

    /** What a sum over sampled anchors is divided by. */
    public enum Divisor {
        /** How many are sampled. */
        SAMPLED,
        /** {@code sampling.perImage} times the number of pictures, however many are sampled. */
        BATCH,
        /** The terms of each sum itself: the sampled, and the four numbers of each foreground box. Both are means. */
        OWN_TERMS
    }

    /**
     * The heads in training.
     *
     * @param matching which proposals stand for which object
     * @param sampling how many of them count
     * @param boxLoss distance of boxes
     */
    public record RoiTraining(MatchingSpec matching, SamplingSpec sampling, BoxLossSpec boxLoss) {}

    /** How the target of a mask is made. */
    public enum MaskTarget {
        /** RoIAlign (not aligned, adaptive) of the resized bitmap: values from 0 to 1 (torchvision). */
        SOFT,
        /**
         * 0 or 1: outlines are filled by COCO's rule in the box; of bitmaps, RoIAlign (aligned, adaptive) is at least 0.5
         * (detectron2).
         */
        BINARY,
        /** 0 or 1: one bilinear sample of the mask for each pixel, the outer ones on the box's edges, halves to 0 (Matterport). */
        ONE_SAMPLE
    }

    /** Checks the numbers. */
    public TrainingSpec {
        if (frozenStages < 0) {
            throw new IllegalArgumentException("training: frozenStages is " + frozenStages + ", it must be at least 0");
        }
    }
}
