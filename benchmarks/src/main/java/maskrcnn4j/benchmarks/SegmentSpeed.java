package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;

/**
 * From decoded picture to the finished RLE of all detections: {@code SegmentSpeed WEIGHTS PHOTOS [THREADS [PICTURES]]}.
 *
 * <p>One JSON line per precision; {@code ms} is the median over the pictures of the best of three runs, after one round
 * over all of them; {@code stages} are means of one further round.
 */
public final class SegmentSpeed {
    private static final int ROUNDS = 3;

    private SegmentSpeed() {}

    public static void main(String[] args) throws IOException {
        Engine.setThreads(args.length > 2 ? Integer.parseInt(args[2]) : 2);
        int count = args.length > 3 ? Integer.parseInt(args[3]) : 20;
        List<Image> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .toList()) {
                pictures.add(Images.read(file));
            }
        }
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BF16)) {
            try (MaskRcnn model = MaskRcnn.load(Path.of(args[0]), LoadOptions.DEFAULT.withPrecision(precision))) {
                measure(model, pictures);
            }
        }
    }

    private static void measure(MaskRcnn model, List<Image> pictures) throws IOException {
        for (Image picture : pictures) {
            run(model, picture, StageObserver.NONE);
        }
        double[] best = new double[pictures.size()];
        Arrays.fill(best, Double.MAX_VALUE);
        for (int i = 0; i < best.length; i++) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                run(model, pictures.get(i), StageObserver.NONE);
                best[i] = Math.min(best[i], (System.nanoTime() - start) / 1e6);
            }
        }
        Arrays.sort(best);
        double median = (best[(best.length - 1) / 2] + best[best.length / 2]) / 2;
        StageTimes stages = new StageTimes();
        for (Image picture : pictures) {
            run(model, picture, stages);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"setting\": \"%s\", \"ms\": %.1f, \"maxrss_mb\": %d, \"stages\": %s}%n",
                model.precision().name().toLowerCase(Locale.ROOT),
                median,
                PeakMemory.megabytes(),
                stages.json(pictures.size()));
    }

    private static void run(MaskRcnn model, Image picture, StageObserver observer) {
        Segmentation found = model.segment(List.of(picture), SegmentOptions.DEFAULT, observer)
                .get(0);
        long start = System.nanoTime();
        for (Detection detection : found) {
            detection.mask().toCompressedBytes();
        }
        if (observer instanceof StageTimes times) {
            times.add(Stage.MASKS, System.nanoTime() - start);
        }
    }
}
