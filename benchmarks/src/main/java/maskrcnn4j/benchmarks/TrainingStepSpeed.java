package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.optimizer.ParameterGroup;
import maskrcnn4j.training.optimizer.Sgd;

/**
 * A training step (forward, backward, step) of torchvision's ResNet-50-FPN with all layers trained and live batch norm, on one
 * picture with three objects: {@code TrainingStepSpeed [HxW [THREADS [RUNS [PRECISION]]]]}.
 *
 * <p>One JSON line per precision; {@code ms} is the best of the runs after one that does not count; {@code stages} are the
 * parts of that run. What it is compared with is timed the same way.
 */
public final class TrainingStepSpeed {
    private static final int CLASSES = 90;

    private TrainingStepSpeed() {}

    public static void main(String[] args) throws IOException {
        String[] size = (args.length > 0 ? args[0] : "800x1216").split("x");
        Engine.setThreads(args.length > 1 ? Integer.parseInt(args[1]) : 2);
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        List<Precision> precisions =
                args.length > 3 ? List.of(Precision.parse(args[3])) : List.of(Precision.FLOAT32, Precision.BF16);
        List<TrainingPicture> batch = batch(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        ModelSpec spec = SpecSettings.apply(
                Presets.named("torchvision-v1").spec(),
                Map.of("backbone.trunk.norm.kind", "BATCH", "backbone.trunk.norm.momentum", "0.1"));
        Checkpoint checkpoint =
                new Checkpoint(spec, Presets.named("torchvision-v1").categories(), Map.of());
        for (Precision precision : precisions) {
            TrainOptions options = TrainOptions.DEFAULT.withPrecision(precision);
            try (TrainableMaskRcnn model =
                            TrainableMaskRcnn.of(checkpoint, InitialWeights.random(spec, CLASSES + 1, 0), options);
                    Sgd sgd = new Sgd(List.of(new ParameterGroup(model.parameters(), 1, 1e-4)), 0.9, false)) {
                measure(model, sgd, batch, runs);
            }
        }
    }

    private static List<TrainingPicture> batch(int height, int width) {
        byte[] pixels = new byte[3 * height * width];
        new Random(1).nextBytes(pixels);
        double[][] corners = {{100, 100, 300, 400}, {500, 200, 900, 700}, {20, 500, 200, 780}};
        List<TargetObject> objects = new ArrayList<>();
        for (double[] corner : corners) {
            Box box = new Box(corner[0], corner[1], corner[2], corner[3]).clip(height, width);
            TargetMask mask = new TargetMask.Pixels(Rle.ofBox(height, width, box));
            objects.add(new TargetObject(objects.size() + 1, box, Optional.of(mask)));
        }
        return List.of(new TrainingPicture(Image.ofRgb(width, height, pixels), objects));
    }

    private static void measure(TrainableMaskRcnn model, Sgd sgd, List<TrainingPicture> batch, int runs)
            throws IOException {
        String bestStages = "";
        double best = Double.MAX_VALUE;
        for (int run = 0; run <= runs; run++) {
            Timer timer = new Timer();
            long start = System.nanoTime();
            step(model, sgd, batch, timer, run);
            double ms = (System.nanoTime() - start) / 1e6;
            if (run > 0 && ms < best) {
                best = ms;
                bestStages = timer.times.json(1);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"task\": \"train\", \"setting\": \"%s\", \"ms\": %.1f, \"maxrss_mb\": %d, \"stages\": %s}%n",
                model.precision().name().toLowerCase(Locale.ROOT),
                best,
                PeakMemory.megabytes(),
                bestStages);
    }

    private static void step(TrainableMaskRcnn model, Sgd sgd, List<TrainingPicture> batch, Timer timer, int seed) {
        try (Scope scope = Scope.open()) {
            Losses losses = model.losses(batch, seed, timer);
            sgd.clearGradients();
            long start = System.nanoTime();
            Autograd.backward(losses.sum());
            long middle = System.nanoTime();
            sgd.step(1e-4);
            timer.times.add("backward", middle - start);
            timer.times.add("step", System.nanoTime() - middle);
        }
    }

    private static final class Timer implements TargetObserver {
        final StageTimes times = new StageTimes();

        @Override
        public void begin(Stage stage) {
            times.begin(stage);
        }

        @Override
        public void end(Stage stage) {
            times.end(stage);
        }
    }
}
