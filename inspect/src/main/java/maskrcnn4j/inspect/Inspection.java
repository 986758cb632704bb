package maskrcnn4j.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.tensor.Precision;

/**
 * Everything that a run of the network on one picture gave, stage by stage. All boxes are in pixels of the network input.
 *
 * @param picture the picture
 * @param checkpoint spec and classes of the model
 * @param precision what its convolutions computed in
 * @param input the picture as the network saw it
 * @param trunk the feature maps of the bottom-up part, finest first
 * @param pyramid the feature maps of the top-down part, finest first; empty for a model without one
 * @param rpn what the region proposal network said, finest level first
 * @param proposals the outcome of the first stage
 * @param detections the outcome of the second stage
 * @param removals what each filter removed, in order
 * @param found the detections with their masks, in pixels of the picture
 * @param truth the true objects, where they are known
 * @param lesson what training would ask of this picture, where its true objects are known
 */
public record Inspection(
        Image picture,
        Checkpoint checkpoint,
        Precision precision,
        NetworkInput input,
        List<FeatureView> trunk,
        List<FeatureView> pyramid,
        List<RpnLevel> rpn,
        ProposalView proposals,
        DetectionView detections,
        List<Removal> removals,
        Segmentation found,
        Optional<Truth> truth,
        Optional<Lesson> lesson) {
    /** Takes the lists as they are now. */
    public Inspection {
        trunk = List.copyOf(trunk);
        pyramid = List.copyOf(pyramid);
        rpn = List.copyOf(rpn);
        removals = List.copyOf(removals);
    }

    /** The name of a class. */
    public String className(int label) {
        return label == 0
                ? "background"
                : checkpoint.categories().get(label - 1).name();
    }

    /** Class score {@code label} of a proposal. */
    public float probability(int proposal, int label) {
        int place = label == 0
                ? detections.background()
                : checkpoint.spec().classes().score(label);
        return detections.probabilities()[proposal * detections.classes() + place];
    }

    /** The most probable class of a proposal besides the background, 1 and up. */
    public int bestLabel(int proposal) {
        int best = 1;
        for (int label = 2; label < detections.classes(); label++) {
            best = probability(proposal, label) > probability(proposal, best) ? label : best;
        }
        return best;
    }

    /** The detections with their masks, from the highest score. */
    public List<Detection> best() {
        List<Detection> best = new ArrayList<>(found.detections());
        best.sort(Comparator.comparingDouble(one -> -one.score()));
        return best;
    }
}
