package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.Preset;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;

/**
 * From decoded picture to soft masks of a preset's network with random weights, at a size of the network input, as the peers'
 * programs measure: {@code FpnSpeed [preset=NAME] [size=HxW] [threads=N] [runs=N] [batch=N] [precision=float32|bf16|both]
 * [rounds=N] [peer=COMMAND]}.
 *
 * <p>One JSON line per precision. {@code ms} is the best of the runs after a first one, {@code median_ms} their median;
 * {@code stages} are means of as many further runs.
 */
public final class FpnSpeed {
    private FpnSpeed() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "preset",
                "torchvision-v1",
                "size",
                "800x1216",
                "threads",
                "2",
                "runs",
                "4",
                "batch",
                "1",
                "precision",
                "both",
                "rounds",
                "1",
                "peer",
                ""));
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            if (pair.length < 2 || !options.containsKey(pair[0])) {
                throw new IllegalArgumentException(arg + ": options are " + options.keySet() + ", as NAME=VALUE");
            }
            options.put(pair[0], pair[1]);
        }
        Engine.setThreads(Integer.parseInt(options.get("threads")));
        String[] size = options.get("size").split("x");
        int height = Integer.parseInt(size[0]);
        int width = Integer.parseInt(size[1]);
        Preset preset = Presets.named(options.get("preset"));
        Checkpoint checkpoint = new Checkpoint(
                preset.spec()
                        .with(Map.of(
                                "image.resize.shortSide", Integer.toString(Math.min(height, width)),
                                "image.resize.longSide", Integer.toString(Math.max(height, width)))),
                preset.categories(),
                Map.of());
        List<Image> pictures = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(options.get("batch")); i++) {
            byte[] rgb = new byte[3 * height * width];
            new Random(i).nextBytes(rgb);
            pictures.add(Image.ofRgb(width, height, rgb));
        }
        for (int round = 0; round < Integer.parseInt(options.get("rounds")); round++) {
            for (Precision precision : precisions(options.get("precision"))) {
                try (MaskRcnn model = MaskRcnn.of(
                        checkpoint, new RandomWeights(checkpoint), LoadOptions.DEFAULT.withPrecision(precision))) {
                    measure(options, model, pictures, Integer.parseInt(options.get("runs")));
                }
            }
            runPeer(options.get("peer"));
        }
    }

    /** A command of the peer's, after each round of ours: both take turns. */
    private static void runPeer(String command) throws IOException {
        if (!command.isEmpty()) {
            try {
                new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<Precision> precisions(String name) {
        return name.equals("both") ? List.of(Precision.FLOAT32, Precision.BF16) : List.of(Precision.parse(name));
    }

    private static void measure(Map<String, String> options, MaskRcnn model, List<Image> pictures, int runs)
            throws IOException {
        List<Segmentation> found = run(model, pictures, StageObserver.NONE);
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            run(model, pictures, StageObserver.NONE);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        StageTimes stages = new StageTimes();
        for (int i = 0; i < runs; i++) {
            run(model, pictures, stages);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"preset\": \"%s\", \"setting\": \"%s\", \"size\": \"%s\", \"batch\": %d, \"ms\": %.1f, \"median_ms\": %.1f,"
                        + " \"maxrss_mb\": %d, \"detections\": %d, \"stages\": %s}%n",
                options.get("preset"),
                model.precision().name().toLowerCase(Locale.ROOT),
                options.get("size"),
                pictures.size(),
                times[0],
                times[runs / 2],
                PeakMemory.megabytes(),
                found.stream().mapToInt(one -> one.detections().size()).sum(),
                stages.json(runs));
    }

    private static List<Segmentation> run(MaskRcnn model, List<Image> pictures, StageObserver observer) {
        return model.segment(pictures, SegmentOptions.DEFAULT, observer);
    }
}
