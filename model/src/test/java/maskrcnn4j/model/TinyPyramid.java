package maskrcnn4j.model;

import java.util.List;
import java.util.Map;
import java.util.Random;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.TensorSource;

/** A pyramid of few channels over a ResNet of few blocks, with random weights: finds nonsense, fast. */
final class TinyPyramid {
    static final List<ModelCategory> CATEGORIES = List.of(new ModelCategory(1, "disc"), new ModelCategory(2, "bar"));

    private TinyPyramid() {}

    /** The conventions of a preset over a tiny network. */
    static ModelSpec spec(String preset) {
        return Presets.named(preset)
                .spec()
                .with(Map.of(
                        "image.resize.shortSide", "64",
                        "image.resize.longSide", "96",
                        "backbone.trunk.stemChannels", "8",
                        "backbone.trunk.blocks", "[1, 2, 1, 1]",
                        "backbone.channels", "16",
                        "rpn.head.channels", "16",
                        "rpn.proposals.proposals", "50",
                        "boxHead.channels", "16",
                        "boxHead.features", "32",
                        "maskHead.channels", "16"));
    }

    static Checkpoint checkpoint(ModelSpec spec) {
        return new Checkpoint(spec, CATEGORIES, Map.of());
    }

    /** Random weights under our names, with norms that are none. */
    static TensorSource weights(ModelSpec spec) {
        Random random = new Random(3);
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec, CATEGORIES.size() + 1).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            boolean scale = name.endsWith(".var") || name.endsWith(".norm.weight");
            double bound =
                    shape.rank() == 1 ? 0.1 : gain(spec, name) * Math.sqrt(6.0 * shape.size(0) / shape.elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((scale ? 1 : 0) + bound * (2 * random.nextDouble() - 1));
            }
            tensors.add(name, shape, values);
        });
        return tensors.build();
    }

    /** Small where values would otherwise grow beyond what boxes and probabilities can be. */
    private static double gain(ModelSpec spec, String name) {
        if (name.startsWith("backbone.stem")) {
            return spec.image().unit() > 1 ? 1 : 0.01; // values of 0 to 255
        }
        return name.matches("(rpn\\.deltas|box\\.(reg|cls)).*") ? 0.05 : 1;
    }
}
