package maskrcnn4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.optimizer.GradientNorms;
import maskrcnn4j.training.optimizer.MovingAverage;
import maskrcnn4j.training.optimizer.Optimizer;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.LayerGroups;

/**
 * A training step (forward, backward, clipping, step, average), without reading pictures: {@code TrainingStepSpeed
 * [model=torchvision-v1] [size=800x1216] [batch=1] [objects=N] [threads=2] [warmup=1] [runs=4] [precision=both]}.
 *
 * <p>The model is a preset, {@code demo}, or the configuration of a run; see {@link TrainingCase#of}. By default it is
 * torchvision's ResNet-50-FPN with all layers trained and live batch norm, on one picture with three objects; what that is
 * compared with is timed the same way.
 *
 * <p>One JSON line per precision; {@code ms} is the best of the runs after those that do not count, {@code cpu_ms} the mean
 * processor time of a run, all threads together, {@code stages} are the mean times of the parts.
 */
public final class TrainingStepSpeed {
    private TrainingStepSpeed() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> options = options(args);
        Engine.setThreads(Integer.parseInt(options.get("threads")));
        String[] size = options.get("size").split("x");
        int height = Integer.parseInt(size[0]);
        int width = Integer.parseInt(size[1]);
        TrainingCase trained = TrainingCase.of(options.get("model"), height, width);
        Optional<Integer> objects = options.get("objects").isEmpty()
                ? Optional.empty()
                : Optional.of(Integer.valueOf(options.get("objects")));
        List<TrainingPicture> batch = trained.batch(height, width, Integer.parseInt(options.get("batch")), objects);
        String precision = options.get("precision");
        for (Precision each : precision.equals("both")
                ? List.of(Precision.FLOAT32, Precision.BF16)
                : List.of(Precision.parse(precision))) {
            measure(options, trained, each, batch);
        }
    }

    private static Map<String, String> options(String... args) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model", "torchvision-v1");
        options.put("size", "800x1216");
        options.put("batch", "1");
        options.put("objects", "");
        options.put("threads", "2");
        options.put("warmup", "1");
        options.put("runs", "4");
        options.put("precision", "both");
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            if (pair.length < 2 || !options.containsKey(pair[0])) {
                throw new IllegalArgumentException(arg + ": options are " + options.keySet() + ", as NAME=VALUE");
            }
            options.put(pair[0], pair[1]);
        }
        return options;
    }

    private static void measure(
            Map<String, String> options, TrainingCase trained, Precision precision, List<TrainingPicture> batch)
            throws IOException {
        int warmup = Integer.parseInt(options.get("warmup"));
        int runs = Integer.parseInt(options.get("runs"));
        Checkpoint checkpoint = trained.checkpoint();
        OptimizerSpec spec = trained.optimizer();
        Timer timer = new Timer();
        double[] times = new double[runs];
        double processor = 0;
        double loss = 0;
        try (TrainableMaskRcnn model = TrainableMaskRcnn.of(
                        checkpoint,
                        InitialWeights.random(
                                checkpoint.spec(), checkpoint.categories().size() + 1, 0),
                        TrainOptions.DEFAULT.withPrecision(precision));
                Optimizer optimizer = spec.create(
                        model.parameters(), LayerGroups.of(checkpoint.spec().backbone()));
                MovingAverage average = new MovingAverage(model.parameters(), spec.ema() > 0 ? spec.ema() : 0.5)) {
            for (int run = -warmup; run < runs; run++) {
                if (run == 0) {
                    timer.times.clear();
                }
                double cpu = processorMilliseconds();
                long start = System.nanoTime();
                loss = step(model, optimizer, average, spec, batch, timer, run);
                if (run >= 0) {
                    times[run] = (System.nanoTime() - start) / 1e6;
                    processor += (processorMilliseconds() - cpu) / runs;
                }
            }
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "{\"task\": \"train\", \"model\": \"%s\", \"size\": \"%s\", \"batch\": %s, \"setting\": \"%s\", \"ms\": %.1f,"
                        + " \"median_ms\": %.1f, \"cpu_ms\": %.1f, \"maxrss_mb\": %d, \"last_loss\": %.6f, \"stages\": %s}%n",
                options.get("model"),
                options.get("size"),
                options.get("batch"),
                precision.name().toLowerCase(Locale.ROOT),
                times[0],
                times[runs / 2],
                processor,
                PeakMemory.megabytes(),
                loss,
                timer.times.json(runs));
    }

    private static double step(
            TrainableMaskRcnn model,
            Optimizer optimizer,
            MovingAverage average,
            OptimizerSpec spec,
            List<TrainingPicture> batch,
            Timer timer,
            int seed) {
        try (Scope scope = Scope.open()) {
            optimizer.clearGradients();
            Losses losses = model.losses(batch, seed, timer);
            Tensor sum = losses.sum();
            long start = System.nanoTime();
            Autograd.backward(sum);
            long middle = System.nanoTime();
            timer.times.add("backward", middle - start);
            GradientNorms norms = GradientNorms.of(model.parameters());
            if (spec.clip() > 0) {
                norms.clip(model.parameters(), spec.clip());
            }
            optimizer.step(1e-4);
            if (spec.ema() > 0) {
                average.update(model.parameters());
            }
            timer.times.add("step", System.nanoTime() - middle);
            return sum.item();
        }
    }

    private static double processorMilliseconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
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
