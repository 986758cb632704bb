package maskrcnn4j.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.testing.formula.Detectron2Settings;
import maskrcnn4j.testing.formula.TorchvisionSettings;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import tools.jackson.databind.JsonNode;

/** The model that a file of fixtures is about: its family's preset with the file's own numbers. */
public final class FixtureSpecs {
    private FixtureSpecs() {}

    /**
     * The family.
     *
     * @param weights under its own names
     */
    public static Preset family(TensorSource weights) {
        return Presets.recognise(weights)
                .orElseThrow(() -> new AssertionError("the weights of the fixtures are of no known family"));
    }

    /**
     * The model.
     *
     * @param settings of the file
     * @param weights under our names
     */
    public static ModelSpec of(ModelSpec family, JsonNode settings, TensorSource weights) {
        Map<String, String> set = new LinkedHashMap<>();
        if (TorchvisionSettings.are(settings)) {
            torchvision(settings, set);
        } else {
            detectron2(settings, set);
        }
        architecture(weights.tensors(), set);
        return SpecSettings.apply(family, set);
    }

    private static void torchvision(JsonNode settings, Map<String, String> set) {
        set.putAll(TorchvisionSettings.network(settings));
        set.put(
                "rpn.proposals.candidates",
                settings.path("rpnPreNmsTopN").path("testing").toString());
        set.put(
                "rpn.proposals.proposals",
                settings.path("rpnPostNmsTopN").path("testing").toString());
        set.put("detections.scoreThreshold", settings.path("boxScoreThresh").toString());
        set.put("detections.nmsThreshold", settings.path("boxNmsThresh").toString());
        set.put("detections.perImage", settings.path("boxDetectionsPerImg").toString());
        set.put("detections.smallestSide", settings.path("boxMinSize").toString());
    }

    private static void detectron2(JsonNode settings, Map<String, String> set) {
        set.putAll(Detectron2Settings.network(settings));
        set.put(
                "rpn.proposals.candidates",
                settings.path("rpnPreNmsTopK").path("testing").toString());
        set.put(
                "rpn.proposals.proposals",
                settings.path("rpnPostNmsTopK").path("testing").toString());
        set.put("detections.scoreThreshold", settings.path("boxScoreThresh").toString());
        set.put("detections.nmsThreshold", settings.path("boxNmsThresh").toString());
        set.put("detections.perImage", settings.path("detectionsPerImage").toString());
        set.put("paste.threshold", settings.path("maskThreshold").toString());
    }

    /** What the settings leave to the weights: how many layers there are, and how wide they are. */
    private static void architecture(Map<String, TensorInfo> tensors, Map<String, String> set) {
        List<Integer> blocks = new ArrayList<>();
        while (tensors.containsKey("backbone.stage" + (blocks.size() + 1) + ".0.conv1.weight")) {
            blocks.add(count(tensors, "backbone.stage" + (blocks.size() + 1) + ".%d.conv1.weight", 0));
        }
        Shape reduce = tensors.get("backbone.stage1.0.conv1.weight").shape();
        Shape spatial = tensors.get("backbone.stage1.0.conv2.weight").shape();
        long stem = tensors.get("backbone.stem.weight").shape().size(0);
        boolean bottleneck = tensors.containsKey("backbone.stage1.0.conv3.weight");
        long groups = reduce.size(0) / spatial.size(1);
        set.put("backbone.trunk.blocks", blocks.toString());
        set.put(
                "backbone.trunk.inputChannels",
                Long.toString(tensors.get("backbone.stem.weight").shape().size(1)));
        set.put("backbone.trunk.stemChannels", Long.toString(stem));
        set.put("backbone.trunk.block", bottleneck ? "BOTTLENECK" : "BASIC");
        set.put("backbone.trunk.groups", Long.toString(groups));
        set.put("backbone.trunk.widthPerGroup", Long.toString(bottleneck ? reduce.size(0) / groups * 64 / stem : 64));
        set.put(
                "backbone.channels",
                Long.toString(tensors.get("fpn.lateral2.weight").shape().size(0)));
        set.put("rpn.head.count", Integer.toString(count(tensors, "rpn.conv%d.weight", 1)));
        set.put(
                "rpn.head.channels",
                Long.toString(tensors.get("rpn.conv1.weight").shape().size(0)));
        int convolutions = count(tensors, "box.conv%d.weight", 1);
        set.put("boxHead.convolutions", Integer.toString(convolutions));
        if (convolutions > 0) {
            set.put(
                    "boxHead.channels",
                    Long.toString(tensors.get("box.conv1.weight").shape().size(0)));
        }
        set.put("boxHead.layers", Integer.toString(count(tensors, "box.fc%d.weight", 1)));
        set.put(
                "boxHead.features",
                Long.toString(tensors.get("box.fc1.weight").shape().size(0)));
        set.put("maskHead.count", Integer.toString(count(tensors, "mask.conv%d.weight", 1)));
        set.put(
                "maskHead.channels",
                Long.toString(tensors.get("mask.deconv.weight").shape().size(1)));
    }

    private static int count(Map<String, TensorInfo> tensors, String name, int first) {
        int count = 0;
        while (tensors.containsKey(name.formatted(first + count))) {
            count++;
        }
        return count;
    }
}
