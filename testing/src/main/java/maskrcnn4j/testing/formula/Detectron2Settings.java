package maskrcnn4j.testing.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The numbers that a file of detectron2's fixtures gives for its network, by the paths of our specs. */
public final class Detectron2Settings {
    private Detectron2Settings() {}

    /**
     * What training and finding objects have in common.
     *
     * @param settings of the file
     * @return values in JSON's notation, as {@code --set} takes them; the caller may add to them
     */
    public static Map<String, String> network(JsonNode settings) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("image.channels", settings.path("inputFormat").asString());
        set(set, settings, "image.resize.shortSide", "shortEdge");
        set(set, settings, "image.resize.longSide", "longEdge");
        set(set, settings, "image.mean", "pixelMean");
        set(set, settings, "image.std", "pixelStd");
        set(set, settings, "backbone.trunk.strideIn1x1", "strideIn1x1");
        set(set, settings, "backbone.trunk.norm.eps", "frozenBatchNormEps");
        set(set, settings, "anchors.sizes", "anchorSizes");
        set(set, settings, "anchors.ratios", "aspectRatios");
        set(set, settings, "anchors.centre", "anchorOffset");
        set(set, settings, "rpn.proposals.nmsThreshold", "rpnNmsThresh");
        set(set, settings, "rpn.proposals.smallestSide", "rpnMinBoxSize");
        set(set, settings, "boxHead.weights", "bboxRegWeights");
        set.put("classes.boxes", settings.path("classAgnosticBox").asBoolean() ? "SHARED" : "PER_CLASS");
        set.put("classes.masks", settings.path("classAgnosticMask").asBoolean() ? "SHARED" : "PER_CLASS");
        for (String head : List.of("box", "mask")) {
            JsonNode pool = settings.path(head + "Pool");
            set.put(head + "Head.roiAlign.size", pool.path("size").toString());
            set.put(
                    head + "Head.roiAlign.samplesPerBin",
                    pool.path("samplingRatio").toString());
            set.put(
                    head + "Head.roiAlign.aligned",
                    Boolean.toString(pool.path("type").asString().equals("ROIAlignV2")));
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
                settings.path("rpnPreNmsTopK").path("training").toString());
        set.put(
                "training.rpn.proposals",
                settings.path("rpnPostNmsTopK").path("training").toString());
        thresholds(set, "training.rpn.matching", settings.path("rpnIouThresholds"));
        thresholds(set, "training.roi.matching", settings.path("roiIouThresholds"));
        set(set, settings, "training.rpn.sampling.perImage", "rpnBatchSizePerImage");
        set(set, settings, "training.rpn.sampling.positiveShare", "rpnPositiveFraction");
        set(set, settings, "training.roi.sampling.perImage", "roiBatchSizePerImage");
        set(set, settings, "training.roi.sampling.positiveShare", "roiPositiveFraction");
        set(set, settings, "training.rpn.boxLoss.beta", "rpnSmoothL1Beta");
        set(set, settings, "training.roi.boxLoss.beta", "boxSmoothL1Beta");
        kind(set, "training.rpn.boxLoss.kind", settings.path("rpnBoxRegLossType"));
        kind(set, "training.roi.boxLoss.kind", settings.path("boxRegLossType"));
        return set;
    }

    private static void set(Map<String, String> set, JsonNode settings, String ours, String theirs) {
        set.put(ours, settings.path(theirs).toString());
    }

    private static void thresholds(Map<String, String> set, String matching, JsonNode thresholds) {
        set.put(matching + ".backgroundIou", thresholds.get(0).toString());
        set.put(
                matching + ".foregroundIou",
                thresholds.get(thresholds.size() - 1).toString());
    }

    private static void kind(Map<String, String> set, String path, JsonNode type) {
        set.put(path, type.asString().toUpperCase(Locale.ROOT));
    }
}
