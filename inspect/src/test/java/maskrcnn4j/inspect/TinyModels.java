package maskrcnn4j.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.testing.TinyFiles;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/** Small models of each family with random weights, which find nonsense, fast. */
final class TinyModels {
    private static final List<ModelCategory> CATEGORIES =
            List.of(new ModelCategory(1, "disc"), new ModelCategory(2, "bar"));

    private TinyModels() {}

    /** Writes a model of the conventions of a preset over a small network. */
    static Path write(Path folder, String preset, Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "backbone.trunk.stemChannels", "8",
                "backbone.trunk.blocks", "[1, 1, 1, 1]",
                "backbone.channels", "16",
                "rpn.head.channels", "16",
                "rpn.proposals.proposals", "50",
                "boxHead.features", "32",
                "maskHead.channels", "16"));
        if (preset.startsWith("matterport-r")) {
            all.put("image.frame.minDim", "64");
            all.put("image.frame.maxDim", "128");
        } else {
            all.put("image.resize.shortSide", "64");
            all.put("image.resize.longSide", "96");
        }
        if (!preset.startsWith("matterport")) {
            all.put("boxHead.channels", "16");
        }
        all.putAll(settings);
        ModelSpec spec = Presets.named(preset).spec().with(all);
        Path file = folder.resolve(preset + ".safetensors");
        SafetensorsWriter.write(
                file,
                InitialWeights.random(spec, CATEGORIES.size() + 1, 5),
                new Checkpoint(spec, CATEGORIES, Map.of("source", "random numbers")).toMetadata());
        return file;
    }

    /** A picture of noise in blocks. */
    static Image picture(int width, int height) {
        return Image.ofRgb(width, height, TinyFiles.noise(width, height, 3));
    }
}
