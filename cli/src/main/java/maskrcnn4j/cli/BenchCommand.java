package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.tensor.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn bench}. */
@Command(
        name = "bench",
        description = {
            "Measures how fast a model is on this machine: the time of every stage from decoded picture to finished"
                    + " run-length masks, percentiles, pictures a second and peak memory.",
            "Without pictures one is drawn; without --weights the architecture of --preset runs with random weights, on full"
                    + " work for every stage."
        })
final class BenchCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Mixin
    private final BenchModel model = new BenchModel();

    @Parameters(arity = "0..*", paramLabel = "IMAGE|FOLDER", description = "Pictures to measure with, in turn.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description =
                    "The size of the picture that is drawn (default: 800x1216). The model resizes it by its own rule.")
    private @Nullable String size;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many pictures are timed (default: ${DEFAULT-VALUE}).")
    private int images = 20;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "1",
            description = "How many pictures run at once (default: ${DEFAULT-VALUE}).")
    private int batch = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many runs go before, untimed (default: ${DEFAULT-VALUE}).")
    private int warmUp = 3;

    BenchCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        checkNumbers();
        BenchPictures pictures = pictures();
        Engine.start();
        long start = System.nanoTime();
        BenchResult result;
        try (MaskRcnn network = model.load(output)) {
            double load = (System.nanoTime() - start) / 1e9;
            SegmentOptions wanted = model.isRandom() ? fullWork(network, pictures) : SegmentOptions.DEFAULT;
            int runs = (images + batch - 1) / batch;
            BenchStages stages = new BenchStages();
            try (Progress progress = output.progress("bench", warmUp + runs)) {
                for (int run = 0; run < warmUp; run++) {
                    run(network, pictures.batch(run, batch), wanted, StageObserver.NONE);
                    progress.step();
                }
                for (int run = 0; run < runs; run++) {
                    List<Image> next = pictures.batch(run, batch);
                    stages.begin();
                    run(network, next, wanted, stages);
                    stages.end();
                    progress.step();
                }
            }
            result = BenchResult.of(model.describe(network), network, pictures, batch, warmUp, load, stages);
        }
        result.print(output);
        options.writeJson(result);
        return CommandLine.ExitCode.OK;
    }

    private void checkNumbers() {
        require("--images", images, 1);
        require("--batch", batch, 1);
        require("--warm-up", warmUp, 0);
    }

    private static void require(String option, int value, int least) {
        if (value < least) {
            throw new UsageException(option + " is " + value + "; at least " + least + " is needed");
        }
    }

    private BenchPictures pictures() throws IOException {
        if (inputs.isEmpty()) {
            return BenchPictures.drawn(size == null ? "800x1216" : size);
        }
        if (size != null) {
            throw new UsageException(
                    "--size is that of a drawn picture, and pictures were named; leave one of them out");
        }
        return BenchPictures.read(inputs, images);
    }

    /** From pictures to run lengths; the making of these belongs to the last stage. */
    private static void run(MaskRcnn network, List<Image> batch, SegmentOptions wanted, StageObserver observer) {
        List<Segmentation> found = network.segment(batch, wanted, observer);
        observer.begin(Stage.MASKS);
        for (Segmentation one : found) {
            for (Detection detection : one) {
                detection.mask().toCompressedBytes();
            }
        }
        observer.end(Stage.MASKS);
    }

    /**
     * Random weights are sure of nothing: with the model's own threshold there would be no detections, or a detection in
     * every place. The threshold is set so that four candidates for each detection reach the suppression.
     */
    private static SegmentOptions fullWork(MaskRcnn network, BenchPictures pictures) {
        DetectionSpec spec = network.checkpoint().spec().detections();
        BenchScores scores = new BenchScores();
        network.segment(pictures.batch(0, 1), SegmentOptions.DEFAULT, scores);
        OptionalDouble threshold = scores.ofRank(4 * spec.perImage());
        return threshold.isPresent()
                ? SegmentOptions.DEFAULT.withMinimumScore(threshold.getAsDouble())
                : SegmentOptions.DEFAULT;
    }
}
