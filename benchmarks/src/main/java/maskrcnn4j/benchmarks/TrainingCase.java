package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.training.TrainingConfig;
import maskrcnn4j.training.demo.DemoModel;
import maskrcnn4j.training.optimizer.OptimizerSpec;

/**
 * A model and how it is trained.
 *
 * @param checkpoint spec and classes
 * @param optimizer how gradients become weights
 */
record TrainingCase(Checkpoint checkpoint, OptimizerSpec optimizer) {
    /** What the peers train: three large objects. */
    private static final double[][] LARGE = {{100, 100, 300, 400}, {500, 200, 900, 700}, {20, 500, 200, 780}};

    private static final OptimizerSpec DEMO =
            new OptimizerSpec(OptimizerSpec.Kind.ADAMW, 0.9, false, 0.9, 0.99, 1e-8, 0.05, false, false, 1, 0, 1, 0);

    /**
     * A case by its name.
     *
     * @param name {@code demo}, a configuration of a run ({@code *.yaml}), or a preset, of which all layers are trained with
     *     live batch norm at the size of the pictures
     */
    static TrainingCase of(String name, int height, int width) throws IOException {
        if (name.equals("demo")) {
            String side = String.valueOf(DemoModel.TRAINED_SIDE);
            ModelSpec spec = SpecSettings.apply(DemoModel.spec(), Map.of("image.resize.shortSide", side));
            return new TrainingCase(new Checkpoint(spec, DemoModel.categories(), Map.of()), DEMO);
        }
        if (name.endsWith(".yaml")) {
            TrainingConfig config = TrainingConfig.read(Path.of(name));
            ModelSpec spec = SpecSettings.apply(Presets.named(config.preset()).spec(), config.set());
            return new TrainingCase(
                    new Checkpoint(spec, List.of(new ModelCategory(1, "object")), Map.of()),
                    config.training().optimizer());
        }
        ModelSpec spec = SpecSettings.apply(
                Presets.named(name).spec(),
                Map.of(
                        "backbone.trunk.norm.kind",
                        "BATCH",
                        "backbone.trunk.norm.momentum",
                        "0.1",
                        "image.resize.shortSide",
                        Integer.toString(Math.min(height, width)),
                        "image.resize.longSide",
                        Integer.toString(Math.max(height, width))));
        return new TrainingCase(new Checkpoint(spec, Presets.named(name).categories(), Map.of()), OptimizerSpec.SGD);
    }

    /**
     * Pictures of noise with rectangles on them.
     *
     * @param objects how many on each: by default, those of the peers
     */
    List<TrainingPicture> batch(int height, int width, int pictures, Optional<Integer> objects) {
        Random random = new Random(1);
        List<TrainingPicture> batch = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            byte[] pixels = new byte[3 * height * width];
            random.nextBytes(pixels);
            List<TargetObject> on = new ArrayList<>();
            for (double[] corner : objects.isEmpty() ? LARGE : small(objects.get(), height, width, random)) {
                Box box = new Box(corner[0], corner[1], corner[2], corner[3]).clip(height, width);
                TargetMask mask = new TargetMask.Pixels(Rle.ofBox(height, width, box));
                on.add(new TargetObject(1 + on.size() % checkpoint.categories().size(), box, Optional.of(mask)));
            }
            batch.add(new TrainingPicture(Image.ofRgb(width, height, pixels), on));
        }
        return batch;
    }

    /** Sides of a twenty-fourth to a sixth of the picture. */
    private static double[][] small(int count, int height, int width, Random random) {
        double[][] corners = new double[count][];
        for (int i = 0; i < count; i++) {
            double w = width / 24.0 * (1 + 3 * random.nextDouble());
            double h = height / 24.0 * (1 + 3 * random.nextDouble());
            double x = random.nextDouble() * (width - w);
            double y = random.nextDouble() * (height - h);
            corners[i] = new double[] {x, y, x + w, y + h};
        }
        return corners;
    }
}
