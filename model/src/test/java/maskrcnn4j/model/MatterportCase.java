package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.KerasTable;
import maskrcnn4j.testing.formula.Summary;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.hdf5.KerasWriter;
import tools.jackson.databind.JsonNode;

/** A picture that went through the whole of Matterport's network: its file, its settings, its weights as a Keras file. */
record MatterportCase(Path network, String name, JsonNode c, Path folder) {
    private static final Map<Path, Path> FILES = new LinkedHashMap<>();

    /**
     * All cases.
     *
     * @param folder for the weights, which are made once
     */
    static Stream<MatterportCase> all(Path folder) {
        Path network = Shared.require("fixtures/matterport/network");
        return FixtureFile.list("fixtures/matterport/network", ".json").stream()
                .filter(file -> FixtureFile.parse(file).has("config"))
                .map(file ->
                        new MatterportCase(network, file.getFileName().toString(), FixtureFile.parse(file), folder));
    }

    Image image() throws IOException {
        return Images.read(network.resolve(c.path("image").path("file").asString()));
    }

    float[] whole(String tensor) throws IOException {
        try (WeightFile file =
                WeightFiles.open(network.resolve(c.path("tensors").asString()))) {
            return file.floats(tensor);
        }
    }

    /** The rows whose last samples may fall beyond the map or not. */
    static Set<Integer> eitherWay(JsonNode rows) {
        Set<Integer> places = new HashSet<>();
        for (JsonNode row : rows) {
            if (row.get(3).asBoolean()) {
                places.add(row.get(0).asInt());
            }
        }
        return places;
    }

    /** The weights as a Keras file, with the Keras names and layouts of the table. */
    Path weights() throws IOException {
        String table = c.path("weights").asString();
        Path file = folder.resolve(table.replace(".json", ".h5"));
        Path known = FILES.get(file);
        if (known != null) {
            return known;
        }
        KerasTable keras = KerasTable.read(network.resolve(table));
        NamedTensors.Builder tensors = NamedTensors.builder();
        keras.entries().forEach((name, entry) -> {
            float[] values = keras.values(name);
            assertThat(Summary.crc32(values)).isEqualTo(entry.crc32());
            tensors.add(name, Shape.of(entry.shape()), values);
        });
        KerasWriter.write(file, tensors.build(), Map.of("keras_version", "2.1.6", "backend", "tensorflow"));
        FILES.put(file, file);
        return file;
    }

    ModelOptions options() throws IOException {
        JsonNode config = c.path("config");
        Path classes = folder.resolve("classes.txt");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < config.path("NUM_CLASSES").asInt(); i++) {
            names.add("class " + i);
        }
        Files.write(classes, names);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("image.mean", config.path("MEAN_PIXEL").toString());
        settings.put(
                "image.frame.mode", config.path("IMAGE_RESIZE_MODE").asString().toUpperCase(Locale.ROOT));
        settings.put("image.frame.minDim", number(config.path("IMAGE_MIN_DIM")));
        settings.put("image.frame.maxDim", number(config.path("IMAGE_MAX_DIM")));
        settings.put("image.frame.minScale", "" + config.path("IMAGE_MIN_SCALE").asDouble(0));
        settings.put("anchors.sizes", reals(config.path("RPN_ANCHOR_SCALES")));
        settings.put("anchors.ratios", reals(config.path("RPN_ANCHOR_RATIOS")));
        settings.put("anchors.strides", config.path("BACKBONE_STRIDES").toString());
        settings.put("anchors.every", number(config.path("RPN_ANCHOR_STRIDE")));
        settings.put("rpn.head.stride", number(config.path("RPN_ANCHOR_STRIDE")));
        settings.put("rpn.proposals.candidates", number(config.path("PRE_NMS_LIMIT")));
        settings.put(
                "rpn.proposals.nmsThreshold",
                "" + config.path("RPN_NMS_THRESHOLD").asDouble());
        settings.put("rpn.proposals.proposals", number(config.path("POST_NMS_ROIS_INFERENCE")));
        settings.put("rpn.proposals.weights", inverse(config.path("RPN_BBOX_STD_DEV")));
        settings.put("boxHead.weights", inverse(config.path("BBOX_STD_DEV")));
        settings.put("boxHead.roiAlign.size", number(config.path("POOL_SIZE")));
        settings.put("maskHead.roiAlign.size", number(config.path("MASK_POOL_SIZE")));
        settings.put(
                "detections.scoreThreshold",
                "" + config.path("DETECTION_MIN_CONFIDENCE").asDouble());
        settings.put(
                "detections.nmsThreshold",
                "" + config.path("DETECTION_NMS_THRESHOLD").asDouble());
        settings.put("detections.perImage", number(config.path("DETECTION_MAX_INSTANCES")));
        return new ModelOptions(Optional.empty(), Optional.of(classes), settings);
    }

    private static String number(JsonNode node) {
        return Integer.toString(node.isNull() ? 0 : node.asInt());
    }

    private static String reals(JsonNode list) {
        return Arrays.toString(FixtureFile.doubles(list));
    }

    private static String inverse(JsonNode list) {
        return Arrays.toString(
                Arrays.stream(FixtureFile.doubles(list)).map(value -> 1 / value).toArray());
    }
}
