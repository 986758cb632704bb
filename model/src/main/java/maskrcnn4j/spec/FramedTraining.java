package maskrcnn4j.spec;

import java.util.List;

/**
 * What training has beside the rest where boxes are in units of a framed network input ({@link AnchorSpec.Corners}):
 * Matterport's way. True boxes are those of the resized masks, and are not added to the proposals.
 *
 * @param objects how many true objects of a picture count; of more, so many are chosen at random
 * @param crowdIou what overlaps a crowd by at least this is no background
 * @param miniMask height and width to which masks are brought before targets are cut from them; empty for the whole masks
 * @param exactShare whether there is only so much background that foreground has its share of the sample exactly, none where
 *     there is no foreground; otherwise background fills up the sample
 * @param padded whether the sample is filled up with boxes of zeros, which count as background
 * @param maskClip predicted probabilities of masks are brought this far into 0 to 1
 * @param lossWeights what each loss is multiplied by
 */
public record FramedTraining(
        int objects,
        double crowdIou,
        List<Integer> miniMask,
        boolean exactShare,
        boolean padded,
        double maskClip,
        LossWeights lossWeights) {
    private static final int LARGEST_MINI_MASK = 1024;

    /**
     * What each loss is multiplied by.
     *
     * @param objectness of {@code loss_objectness} (Matterport: {@code rpn_class_loss})
     * @param rpnBoxes of {@code loss_rpn_box_reg} ({@code rpn_bbox_loss})
     * @param classes of {@code loss_classifier} ({@code mrcnn_class_loss})
     * @param boxes of {@code loss_box_reg} ({@code mrcnn_bbox_loss})
     * @param masks of {@code loss_mask} ({@code mrcnn_mask_loss})
     */
    public record LossWeights(double objectness, double rpnBoxes, double classes, double boxes, double masks) {
        /** Checks the numbers. */
        public LossWeights {
            if (!(objectness >= 0 && rpnBoxes >= 0 && classes >= 0 && boxes >= 0 && masks >= 0)) {
                throw new IllegalArgumentException("lossWeights: each must be at least 0");
            }
        }
    }

    /** Checks the numbers. */
    public FramedTraining {
        miniMask = List.copyOf(miniMask);
        if (!miniMask.isEmpty()
                && (miniMask.size() != 2 || miniMask.stream().anyMatch(side -> side < 1 || side > LARGEST_MINI_MASK))) {
            throw new IllegalArgumentException("miniMask " + miniMask + ": height and width, each from 1 to "
                    + LARGEST_MINI_MASK + ", or nothing for whole masks");
        }
        if (objects < 1 || !(crowdIou > 0 && crowdIou <= 1) || !(maskClip > 0 && maskClip < 0.5)) {
            throw new IllegalArgumentException("objects " + objects + " must be at least 1, crowdIou " + crowdIou
                    + " above 0 and at most 1, maskClip " + maskClip + " above 0 and below 0.5");
        }
    }
}
