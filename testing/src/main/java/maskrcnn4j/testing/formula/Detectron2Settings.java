package maskrcnn4j.testing.formula;

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
        SpecValues set = new SpecValues(settings)
                .put("image.channels", settings.path("inputFormat").asString())
                .take("image.resize.shortSide", "shortEdge")
                .take("image.resize.longSide", "longEdge")
                .take("image.mean", "pixelMean")
                .take("image.std", "pixelStd")
                .take("backbone.trunk.strideIn1x1", "strideIn1x1")
                .take("backbone.trunk.norm.eps", "frozenBatchNormEps")
                .take("anchors.sizes", "anchorSizes")
                .take("anchors.ratios", "aspectRatios")
                .take("anchors.centre", "anchorOffset")
                .take("rpn.proposals.nmsThreshold", "rpnNmsThresh")
                .take("rpn.proposals.smallestSide", "rpnMinBoxSize")
                .take("boxHead.weights", "bboxRegWeights")
                .put("classes.boxes", settings.path("classAgnosticBox").asBoolean() ? "SHARED" : "PER_CLASS")
                .put("classes.masks", settings.path("classAgnosticMask").asBoolean() ? "SHARED" : "PER_CLASS")
                .takePools();
        for (String head : List.of("box", "mask")) {
            String type = settings.path(head + "Pool").path("type").asString();
            set.put(head + "Head.roiAlign.aligned", Boolean.toString(type.equals("ROIAlignV2")));
        }
        return set.values();
    }

    /**
     * What is said of training alone.
     *
     * @param settings of the file
     */
    public static Map<String, String> training(JsonNode settings) {
        SpecValues set = new SpecValues(settings)
                .take("training.rpn.candidates", "rpnPreNmsTopK", "training")
                .take("training.rpn.proposals", "rpnPostNmsTopK", "training")
                .take("training.rpn.sampling.perImage", "rpnBatchSizePerImage")
                .take("training.rpn.sampling.positiveShare", "rpnPositiveFraction")
                .take("training.roi.sampling.perImage", "roiBatchSizePerImage")
                .take("training.roi.sampling.positiveShare", "roiPositiveFraction")
                .take("training.rpn.boxLoss.beta", "rpnSmoothL1Beta")
                .take("training.roi.boxLoss.beta", "boxSmoothL1Beta");
        thresholds(set, "training.rpn.matching", settings.path("rpnIouThresholds"));
        thresholds(set, "training.roi.matching", settings.path("roiIouThresholds"));
        kind(set, "training.rpn.boxLoss.kind", settings.path("rpnBoxRegLossType"));
        kind(set, "training.roi.boxLoss.kind", settings.path("boxRegLossType"));
        return set.values();
    }

    private static void thresholds(SpecValues set, String matching, JsonNode thresholds) {
        set.put(matching + ".backgroundIou", thresholds.get(0).toString());
        set.put(
                matching + ".foregroundIou",
                thresholds.get(thresholds.size() - 1).toString());
    }

    private static void kind(SpecValues set, String path, JsonNode type) {
        set.put(path, type.asString().toUpperCase(Locale.ROOT));
    }
}
