package maskrcnn4j.spec;

import java.util.Map;
import java.util.Objects;
import maskrcnn4j.mask.PasteRule;

/**
 * Everything about a model that is not a weight: its parts and the numeric conventions they follow.
 *
 * <p>Implementations of Mask R-CNN disagree in some thirty numeric details. They all stand here, so that no code has to
 * ask which family a model belongs to. A spec is stored inside the checkpoint, and comes from a {@link Presets preset}
 * for weight files that carry none.
 *
 * @param name the preset it came from
 * @param image from picture to network input
 * @param backbone the trunk that makes feature maps
 * @param anchors the boxes that the region proposal network starts from
 * @param rpn the region proposal network
 * @param boxRule the arithmetic of boxes
 * @param classes where the heads keep what belongs to a class
 * @param boxHead classes and boxes of proposals
 * @param detections which classified boxes become detections
 * @param maskHead soft masks of detections
 * @param paste how a soft mask is laid on the picture
 * @param training what it does in training only
 */
public record ModelSpec(
        String name,
        ImageSpec image,
        BackboneSpec backbone,
        AnchorSpec anchors,
        RpnSpec rpn,
        BoxRule boxRule,
        ClassRule classes,
        BoxHeadSpec boxHead,
        DetectionSpec detections,
        MaskHeadSpec maskHead,
        PasteRule paste,
        TrainingSpec training) {

    /** Checks that every part is there, and that anchors stand where the region proposal head computes. */
    public ModelSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(anchors, "anchors");
        Objects.requireNonNull(rpn, "rpn");
        Objects.requireNonNull(boxRule, "boxRule");
        Objects.requireNonNull(classes, "classes");
        Objects.requireNonNull(boxHead, "boxHead");
        Objects.requireNonNull(detections, "detections");
        Objects.requireNonNull(maskHead, "maskHead");
        Objects.requireNonNull(paste, "paste");
        Objects.requireNonNull(training, "training");
        int stride = rpn.head() instanceof RpnHeadSpec.TwoScores head ? head.stride() : 1;
        if (anchors.every() != stride) {
            throw new IllegalArgumentException("anchors.every " + anchors.every() + " and rpn.head.stride " + stride
                    + ": anchors stand where the head computes; both must be the same");
        }
    }

    /**
     * This, with other values.
     *
     * @param settings paths such as {@code detections.scoreThreshold} and values in JSON's notation
     * @throws IllegalArgumentException if a path names nothing or a value does not fit; the message says what would
     */
    public ModelSpec with(Map<String, String> settings) {
        return SpecSettings.apply(this, settings);
    }
}
