package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.evaluation.EvaluationListener;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.model.evaluation.Evaluator;
import maskrcnn4j.model.evaluation.ModelEvaluation;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.evaluation.PictureOptions;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.ValidationLosses;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.PictureFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mrcnn eval}. */
@Command(
        name = "eval",
        description = {
            "Runs a model over a data set and scores what it finds, by the measure that belongs to the data set: COCO's for"
                    + " most, LVIS', Cityscapes' or Pascal VOC's for theirs.",
            "The model's own score threshold counts, and its own number of detections a picture."
        })
final class EvalCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Mixin
    private final EvalData data = new EvalData();

    @Mixin
    private final EvalMeasure measure = new EvalMeasure();

    @Mixin
    private final ModelArguments model = new ModelArguments();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page with curves, confusions, kinds of errors, the worst pictures, calibration and"
                    + " suspicious labels to DIR/report.html.")
    private @Nullable Path report;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Write the detections as COCO's plain results array to FILE (- for standard output).")
    private @Nullable String results;

    @Option(
            names = "--match",
            paramLabel = "DATA=MODEL",
            description =
                    "A category of the data set and the model's name for it, where they differ; may be given several"
                            + " times.")
    private Map<String, String> match = new LinkedHashMap<>();

    @Option(
            names = "--shared-classes",
            description = "Leave out categories that the model does not know; by default they are a failure.")
    private boolean sharedClasses;

    @Option(
            names = "--skip-unreadable",
            description = "Leave out pictures that cannot be read; by default they are a failure.")
    private boolean skipUnreadable;

    @Option(
            names = "--losses",
            description = "Also compute the losses of training on these pictures, without learning from them.")
    private boolean withLosses;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N pictures.")
    private @Nullable Integer limit;

    @Option(
            names = "--max-dets",
            paramLabel = "N",
            description = "At most N detections a picture, and as many count (default: as many as the model gives).")
    private @Nullable Integer maxDetections;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many pictures run at once (default: ${DEFAULT-VALUE}, as for published numbers).")
    private int batch = 1;

    @Mixin
    private final PictureLimit limited = new PictureLimit();

    EvalCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        EvaluationOptions wanted = wanted();
        EvalData.Read read = data.read(output);
        Measure chosen =
                maxDetections == null ? measure.of(read) : measure.of(read).withDetections(maxDetections);
        ModelEvaluation found;
        Map<String, Double> losses;
        LoadOptions load = model.options();
        try (ModelWeights weights = model.open(output, settings())) {
            try (MaskRcnn network = MaskRcnn.of(weights, load)) {
                output.note(describe(network));
                output.note("metric: " + chosen.protocol().key() + ", because " + chosen.why());
                found = new Evaluator(network, wanted).evaluate(read.dataset(), new Watch(output));
            }
            losses = withLosses ? losses(weights, load, found, output) : Map.of();
        }
        output.note(speed(found));
        found.notes().forEach(note -> output.note("note: " + note));
        List<Score> scores = found.scores(chosen);
        ScoreText.print(scores, output);
        losses.forEach((name, loss) -> output.print(String.format(Locale.ROOT, "%-18s %.4f", name, loss)));
        write(found, scores, losses, output);
        return CommandLine.ExitCode.OK;
    }

    private static Map<String, Double> losses(
            ModelWeights weights, LoadOptions load, ModelEvaluation found, Output output) throws IOException {
        Dataset truth = found.truth();
        Examples examples =
                new Examples(truth, new PictureFiles(truth), found.classes().labels(truth));
        TrainOptions options =
                new TrainOptions(load.device(), load.precision(), name -> true, TrainOptions.DEFAULT.layout());
        try (Progress progress = output.progress("losses", truth.size())) {
            return ValidationLosses.of(
                    weights.checkpoint(), weights.tensors(), examples, options, done -> progress.step());
        }
    }

    private EvaluationOptions wanted() {
        try {
            EvaluationOptions wanted = EvaluationOptions.DEFAULT
                    .withBatch(batch)
                    .withRenamed(match)
                    .withSharedClasses(sharedClasses)
                    .withSkipUnreadable(skipUnreadable)
                    .withPictures(limited.reading());
            wanted = limit == null ? wanted : wanted.withLimit(limit);
            return maxDetections == null ? wanted : wanted.withDetections(maxDetections);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--" + wrong.getMessage().replaceFirst("^detections", "max-dets"));
        }
    }

    /** A larger limit than the model's own has to be the model's own. */
    private Map<String, String> settings() {
        return maxDetections == null ? Map.of() : Map.of("detections.perImage", maxDetections.toString());
    }

    private String describe(MaskRcnn network) {
        DetectionSpec detections = network.checkpoint().spec().detections();
        return "model: " + model.weights() + " (" + network.checkpoint().spec().name() + "), "
                + network.precision().name().toLowerCase(Locale.ROOT) + ", " + Counted.of(Engine.threads(), "thread")
                + "; detections score above "
                + detections.scoreThreshold() + ", at most " + detections.perImage() + " a picture";
    }

    private static String speed(ModelEvaluation found) {
        double seconds = found.elapsed().toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%s in %.1f s: %.2f images/s (%.0f %% of the time waiting for pictures); %s",
                Counted.of(found.truth().size(), "picture"),
                seconds,
                found.imagesPerSecond(),
                100 * found.waited().toNanos() / 1e9 / Math.max(1e-9, seconds),
                Counted.of(found.boxes().count(), "detection"));
    }

    private void write(ModelEvaluation found, List<Score> scores, Map<String, Double> losses, Output output)
            throws IOException {
        if (options.json().isPresent()) {
            options.json().get().stream(new ScoreJson(scores, losses));
        }
        if (results != null) {
            new JsonTarget(options.terminal(), results).stream(new ResultsJson(found.boxes(), found.masks()));
        }
        if (report != null) {
            Path page = report.resolve("report.html");
            page(found, scores, losses).writeTo(page);
            output.note("wrote " + page);
        }
    }

    private ReportPage page(ModelEvaluation found, List<Score> scores, Map<String, Double> losses) {
        List<Score> analysed = scores.stream()
                .map(score -> score.curves().isPresent() ? score : score.withCurves(matched(found, score.type())))
                .toList();
        ReportPage page = ScoreReport.of(
                "Evaluation (" + scores.get(0).protocol().key() + ")",
                model.weights() + " on " + found.truth().name(),
                analysed,
                PictureOptions.DEFAULT);
        return EvalPage.with(page, found, losses);
    }

    private static CocoEvaluation matched(ModelEvaluation found, IouType type) {
        return new CocoEvaluator(CocoParameters.of(type))
                .evaluate(found.truth(), type.masks() ? found.masks() : found.boxes());
    }

    /** Shows progress and what is left out. */
    private static final class Watch implements EvaluationListener {
        private final Output output;
        private Progress progress = Progress.silent();

        Watch(Output output) {
            this.output = output;
        }

        @Override
        public void begin(int pictures) {
            progress = output.progress("eval", pictures);
        }

        @Override
        public void found(Sample sample, Segmentation found) {
            progress.step();
        }

        @Override
        public void unreadable(Sample sample, IOException why) {
            output.problem(why);
            progress.step();
        }

        @Override
        public void end() {
            progress.close();
        }
    }
}
