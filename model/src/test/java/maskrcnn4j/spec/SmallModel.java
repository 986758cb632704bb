package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/** A network of a known family with few channels, and files of it. */
final class SmallModel {
    private SmallModel() {}

    static ModelSpec spec(String preset) {
        return SpecSettings.apply(
                Presets.named(preset).spec(),
                Map.of(
                        "backbone.trunk.stemChannels", "2",
                        "backbone.channels", "4",
                        "rpn.head.channels", "4",
                        "boxHead.features", "3",
                        "maskHead.channels", "4"));
    }

    static List<ModelCategory> categories(String... names) {
        List<ModelCategory> categories = new ArrayList<>();
        for (String name : names) {
            categories.add(new ModelCategory(categories.size() + 1, name));
        }
        return categories;
    }

    /** Tensors each filled with one value. */
    static NamedTensors tensors(ModelSpec spec, List<ModelCategory> categories, ToDoubleFunction<String> value) {
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec, categories.size() + 1).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            Arrays.fill(values, (float) value.applyAsDouble(name));
            tensors.add(name, shape, values);
        });
        return tensors.build();
    }

    /** Like that, but the rows of the last layers of the heads are numbered from 1. */
    static NamedTensors numbered(ModelSpec spec, List<ModelCategory> categories) {
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec, categories.size() + 1).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            Arrays.fill(values, 7);
            if (ClassRows.belongToClasses(name)) {
                int row = (int) (shape.elements() / shape.size(0));
                for (int i = 0; i < values.length; i++) {
                    values[i] = i / row + 1;
                }
            }
            tensors.add(name, shape, values);
        });
        return tensors.build();
    }

    /** A checkpoint of ours with numbered rows. */
    static Path file(Path folder, ModelSpec spec, List<ModelCategory> categories) throws IOException {
        Path file = folder.resolve("known.safetensors");
        SafetensorsWriter.write(
                file, numbered(spec, categories), new Checkpoint(spec, categories, Map.of()).toMetadata());
        return file;
    }
}
