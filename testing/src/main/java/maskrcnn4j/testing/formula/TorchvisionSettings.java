package maskrcnn4j.testing.formula;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The numbers that a file of torchvision's fixtures gives for its network, by the paths of our specs. */
public final class TorchvisionSettings {
    private TorchvisionSettings() {}

    /** Whether the settings of a file are torchvision's, by the names that only it has; else they are detectron2's. */
    public static boolean are(JsonNode settings) {
        return settings.has("minSize");
    }

    /**
     * What training and finding objects have in common.
     *
     * @param settings of the file
     * @return values in JSON's notation, as {@code --set} takes them; the caller may add to them
     */
    public static Map<String, String> network(JsonNode settings) {
        JsonNode sizes = settings.path("minSize");
        SpecValues set = new SpecValues(settings)
                .put("image.unit", "256") // a byte of a fixture's picture stands for byte / 256
                .put("image.resize.shortSide", sizes.get(sizes.size() - 1).toString())
                .take("image.resize.longSide", "maxSize")
                .take("image.mean", "imageMean")
                .take("image.std", "imageStd")
                .take("image.padding", "sizeDivisible")
                .take("anchors.sizes", "anchorSizes")
                .take("anchors.ratios", "aspectRatios")
                .take("rpn.proposals.nmsThreshold", "rpnNmsThresh")
                .take("rpn.proposals.scoreThreshold", "rpnScoreThresh")
                .take("rpn.proposals.smallestSide", "rpnMinSize")
                .take("boxHead.weights", "bboxRegWeights")
                .takePools()
                .take("boxHead.roiAlign.aligned", "boxPool", "aligned")
                .take("maskHead.roiAlign.aligned", "maskPool", "aligned");
        if (settings.path("frozenBatchNormEps").isNumber()) {
            set.take("backbone.trunk.norm.eps", "frozenBatchNormEps");
        } else if (settings.has("batchNormEps")) {
            for (String norm : List.of("backbone.trunk.norm", "backbone.norm", "boxHead.norm", "maskHead.norm")) {
                set.take(norm + ".eps", "batchNormEps").take(norm + ".momentum", "batchNormMomentum");
            }
        }
        return set.values();
    }

    /**
     * What is said of training alone.
     *
     * @param settings of the file
     */
    public static Map<String, String> training(JsonNode settings) {
        return new SpecValues(settings)
                .take("training.rpn.candidates", "rpnPreNmsTopN", "training")
                .take("training.rpn.proposals", "rpnPostNmsTopN", "training")
                .take("training.rpn.matching.foregroundIou", "rpnFgIouThresh")
                .take("training.rpn.matching.backgroundIou", "rpnBgIouThresh")
                .take("training.rpn.sampling.perImage", "rpnBatchSizePerImage")
                .take("training.rpn.sampling.positiveShare", "rpnPositiveFraction")
                .take("training.roi.matching.foregroundIou", "boxFgIouThresh")
                .take("training.roi.matching.backgroundIou", "boxBgIouThresh")
                .take("training.roi.sampling.perImage", "boxBatchSizePerImage")
                .take("training.roi.sampling.positiveShare", "boxPositiveFraction")
                .values();
    }
}
