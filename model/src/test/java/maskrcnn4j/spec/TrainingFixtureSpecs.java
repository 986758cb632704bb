package maskrcnn4j.spec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The training of a model that a file of fixtures is about: its family's with the file's own numbers. */
public final class TrainingFixtureSpecs {
    private TrainingFixtureSpecs() {}

    /**
     * The model with the file's training.
     *
     * @param spec of the file's model
     * @param settings of the file
     */
    public static ModelSpec of(ModelSpec spec, JsonNode settings) {
        Map<String, String> set = new LinkedHashMap<>();
        if (settings.has("minSize")) {
            JsonNode candidates = settings.path("rpnPreNmsTopN");
            set.put("training.rpn.candidates", candidates.path("training").toString());
            set.put(
                    "training.rpn.proposals",
                    settings.path("rpnPostNmsTopN").path("training").toString());
            set(set, settings, "training.rpn.matching.foregroundIou", "rpnFgIouThresh");
            set(set, settings, "training.rpn.matching.backgroundIou", "rpnBgIouThresh");
            set(set, settings, "training.roi.matching.foregroundIou", "boxFgIouThresh");
            set(set, settings, "training.roi.matching.backgroundIou", "boxBgIouThresh");
            set(set, settings, "training.roi.sampling.perImage", "boxBatchSizePerImage");
            set(set, settings, "training.roi.sampling.positiveShare", "boxPositiveFraction");
        } else {
            set.put(
                    "training.rpn.candidates",
                    settings.path("rpnPreNmsTopK").path("training").toString());
            set.put(
                    "training.rpn.proposals",
                    settings.path("rpnPostNmsTopK").path("training").toString());
            thresholds(set, "training.rpn.matching", settings.path("rpnIouThresholds"));
            thresholds(set, "training.roi.matching", settings.path("roiIouThresholds"));
            set(set, settings, "training.roi.sampling.perImage", "roiBatchSizePerImage");
            set(set, settings, "training.roi.sampling.positiveShare", "roiPositiveFraction");
            set(set, settings, "training.rpn.boxLoss.beta", "rpnSmoothL1Beta");
            set(set, settings, "training.roi.boxLoss.beta", "boxSmoothL1Beta");
            kind(set, "training.rpn.boxLoss.kind", settings.path("rpnBoxRegLossType"));
            kind(set, "training.roi.boxLoss.kind", settings.path("boxRegLossType"));
        }
        set(set, settings, "training.rpn.sampling.perImage", "rpnBatchSizePerImage");
        set(set, settings, "training.rpn.sampling.positiveShare", "rpnPositiveFraction");
        return SpecSettings.apply(spec, set);
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
