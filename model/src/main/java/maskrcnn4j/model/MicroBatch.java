package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.image.InputTransform.Extent;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Maps;
import maskrcnn4j.tensor.Tensor;

/**
 * Pictures that are computed at once: a batch, or a part of one.
 *
 * @param pictures at least one
 * @param seeds of what is random about each picture, which does not depend on what is computed with it
 * @param sizes of these pictures
 * @param batch the sizes of all pictures of the batch: its largest ones decide on padding, and on the levels' scales
 * @param known the labels that the pictures of the batch tell of; empty for all
 */
record MicroBatch(
        List<TrainingPicture> pictures,
        List<Long> seeds,
        List<ResizedImage> sizes,
        List<ResizedImage> batch,
        Set<Integer> known) {
    /** The parts of a batch, in order, none larger than {@code atOnce}. */
    static List<MicroBatch> parts(List<TrainingPicture> pictures, long seed, int atOnce, List<ResizedImage> sizes) {
        List<Long> seeds = seeds(pictures.size(), seed);
        // Matterport takes the first picture's classes for the whole batch.
        Set<Integer> known = pictures.get(0).known();
        List<MicroBatch> parts = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += atOnce) {
            int to = Math.min(pictures.size(), from + atOnce);
            parts.add(new MicroBatch(
                    pictures.subList(from, to), seeds.subList(from, to), sizes.subList(from, to), sizes, known));
        }
        return parts;
    }

    private static List<Long> seeds(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seeds.add(random.nextLong());
        }
        return seeds;
    }

    /** Random numbers for each picture, from the beginning. */
    List<SplittableRandom> randoms() {
        return seeds.stream().map(SplittableRandom::new).toList();
    }

    /** An input as large as that of the whole batch. */
    static ImageBatch padded(ImageBatch input, Extent extent) {
        if (input.height() == extent.height() && input.width() == extent.width()) {
            return input;
        }
        Tensor larger =
                Maps.padded(input.input(), 0, extent.height() - input.height(), 0, extent.width() - input.width());
        return new ImageBatch(larger, input.images());
    }

    /**
     * What losses are means over.
     *
     * @param pictures how many
     * @param anchors that were sampled
     * @param objects anchors among them that stand for an object
     * @param rois that were sampled
     * @param foreground rois among them that stand for an object
     * @param masks that are learned from
     */
    record Share(long pictures, long anchors, long objects, long rois, long foreground, long masks) {
        /** Every picture counts the same. */
        static Share ofPictures(int pictures) {
            return new Share(pictures, pictures, pictures, pictures, pictures, pictures);
        }

        static Share ofAnchors(int pictures, int anchors, int objects) {
            return new Share(pictures, anchors, objects, 0, 0, 0);
        }

        Share withRois(List<ProposalTargets.Targets> targets, MaskBatch learned) {
            long count = targets.stream().mapToLong(of -> of.rois().size()).sum();
            long positives = targets.stream()
                    .mapToLong(ProposalTargets.Targets::positives)
                    .sum();
            return new Share(pictures, anchors, objects, count, positives, learned.labels().length);
        }

        static Share sum(List<Share> parts) {
            return new Share(
                    parts.stream().mapToLong(Share::pictures).sum(),
                    parts.stream().mapToLong(Share::anchors).sum(),
                    parts.stream().mapToLong(Share::objects).sum(),
                    parts.stream().mapToLong(Share::rois).sum(),
                    parts.stream().mapToLong(Share::foreground).sum(),
                    parts.stream().mapToLong(Share::masks).sum());
        }

        /** Losses of this part as its share of those of the whole. */
        Losses weigh(Losses losses, Share whole, TrainingSpec spec) {
            double ofAnchors = switch (spec.rpn().divisor()) {
                case SAMPLED, OWN_TERMS -> ratio(anchors, whole.anchors);
                case BATCH -> ratio(pictures, whole.pictures);
            };
            boolean own = spec.rpn().divisor() == TrainingSpec.Divisor.OWN_TERMS;
            double ofRois = ratio(rois, whole.rois);
            return new Losses(
                    losses.objectness().multiply(ofAnchors),
                    losses.rpnBoxes().multiply(own ? ratio(objects, whole.objects) : ofAnchors),
                    losses.classes().multiply(ofRois),
                    losses.boxes().multiply(spec.framed().isPresent() ? ratio(foreground, whole.foreground) : ofRois),
                    losses.masks().multiply(ratio(masks, whole.masks)));
        }

        private static double ratio(long part, long whole) {
            return (double) part / Math.max(1, whole);
        }
    }
}
