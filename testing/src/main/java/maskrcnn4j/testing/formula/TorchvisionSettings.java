package maskrcnn4j.testing.formula;

import java.util.LinkedHashMap;
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
        Map<String, String> set = new LinkedHashMap<>();
        JsonNode sizes = settings.path("minSize");
        set.put("image.unit", "256"); // a byte of a fixture's picture stands for byte / 256
        set.put("image.resize.shortSide", sizes.get(sizes.size() - 1).toString());
        set.put("image.resize.longSide", settings.path("maxSize").toString());
        set.put("image.mean", settings.path("imageMean").toString());
        set.put("image.std", settings.path("imageStd").toString());
        set.put("image.padding", settings.path("sizeDivisible").toString());
        set.put("anchors.sizes", settings.path("anchorSizes").toString());
        set.put("anchors.ratios", settings.path("aspectRatios").toString());
        set.put("rpn.proposals.nmsThreshold", settings.path("rpnNmsThresh").toString());
        set.put("rpn.proposals.scoreThreshold", settings.path("rpnScoreThresh").toString());
        set.put("rpn.proposals.smallestSide", settings.path("rpnMinSize").toString());
        set.put("boxHead.weights", settings.path("bboxRegWeights").toString());
        for (String head : List.of("box", "mask")) {
            JsonNode pool = settings.path(head + "Pool");
            set.put(head + "Head.roiAlign.size", pool.path("size").toString());
            set.put(
                    head + "Head.roiAlign.samplesPerBin",
                    pool.path("samplingRatio").toString());
            set.put(head + "Head.roiAlign.aligned", pool.path("aligned").toString());
        }
        if (settings.path("frozenBatchNormEps").isNumber()) {
            set.put(
                    "backbone.trunk.norm.eps",
                    settings.path("frozenBatchNormEps").toString());
        } else if (settings.has("batchNormEps")) {
            for (String norm : List.of("backbone.trunk.norm", "backbone.norm", "boxHead.norm", "maskHead.norm")) {
                set.put(norm + ".eps", settings.path("batchNormEps").toString());
                set.put(norm + ".momentum", settings.path("batchNormMomentum").toString());
            }
        }
        return set;
    }

    /**
     * What is said of training alone.
     *
     * @param settings of the file
     */
    public static Map<String, String> training(JsonNode settings) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put(
                "training.rpn.candidates",
                settings.path("rpnPreNmsTopN").path("training").toString());
        set.put(
                "training.rpn.proposals",
                settings.path("rpnPostNmsTopN").path("training").toString());
        Map.of(
                        "training.rpn.matching.foregroundIou", "rpnFgIouThresh",
                        "training.rpn.matching.backgroundIou", "rpnBgIouThresh",
                        "training.rpn.sampling.perImage", "rpnBatchSizePerImage",
                        "training.rpn.sampling.positiveShare", "rpnPositiveFraction",
                        "training.roi.matching.foregroundIou", "boxFgIouThresh",
                        "training.roi.matching.backgroundIou", "boxBgIouThresh",
                        "training.roi.sampling.perImage", "boxBatchSizePerImage",
                        "training.roi.sampling.positiveShare", "boxPositiveFraction")
                .forEach((ours, theirs) -> set.put(ours, settings.path(theirs).toString()));
        return set;
    }
}
