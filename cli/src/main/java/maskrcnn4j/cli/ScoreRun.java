package maskrcnn4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.metrics.analysis.Bootstrap;
import maskrcnn4j.metrics.cityscapes.CityscapesScene;
import maskrcnn4j.metrics.cityscapes.CityscapesScenes;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.NearObjects;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocol;
import maskrcnn4j.metrics.score.ScoreProtocols;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.evaluation.PictureOptions;
import maskrcnn4j.text.Counted;

/** Reads both files side by side and evaluates, on threads that are also shared within each step. */
final class ScoreRun extends RecursiveTask<List<Score>> {
    private static final long serialVersionUID = 1;

    private final transient ScoreInput input;
    private final int threads;

    private ScoreRun(ScoreInput input, int threads) {
        this.input = input;
        this.threads = threads;
    }

    static List<Score> run(ScoreInput input, int threads) throws IOException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.invoke(new ScoreRun(input, threads));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            pool.shutdown();
        }
    }

    /** Writes the page, whose analysis also takes several threads. */
    static void writeReport(List<Score> scores, ScoreInput input, Path page, int threads) {
        String title = "Scores (" + input.protocol().key() + ")";
        String subtitle = input.detections() + " against " + input.annotations();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            ReportPage made =
                    pool.invoke(ForkJoinTask.adapt(() -> ScoreReport.of(title, subtitle, scores, pictures(input))));
            made.writeTo(page);
        } finally {
            pool.shutdown();
        }
    }

    private static PictureOptions pictures(ScoreInput input) {
        return input.images().isPresent()
                ? PictureOptions.DEFAULT
                : PictureOptions.none(
                        "the pictures are not shown: score looks at files of annotations and detections only;"
                                + " name the folder of the pictures with --images DIR to see them side by side with the truth");
    }

    @Override
    protected List<Score> compute() {
        try {
            return input.protocol() == ScoreProtocol.CITYSCAPES ? List.of(cityscapes()) : scores();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Score cityscapes() throws IOException {
        List<CityscapesScene> scenes = CityscapesScenes.read(input.annotations(), input.detections(), threads);
        Score score = ScoreProtocols.cityscapes(scenes, CityscapesLabel.EVALUATED);
        List<String> notes = new ArrayList<>();
        notes.add(Counted.of(scenes.size(), "picture is", "pictures are")
                + " scored: those of every split of which one has a list of predictions");
        notes.addAll(score.notes());
        return score.withNotes(notes);
    }

    private List<Score> scores() throws IOException {
        List<IouType> types = input.types();
        if (types.isEmpty()) {
            types = new ArrayList<>();
            CocoResults.Fields fields = CocoResults.fields(input.detections());
            if (fields.boxes()) {
                types.add(IouType.BBOX);
            }
            if (fields.masks()) {
                types.add(IouType.SEGM);
            }
        }
        List<Score> scores = new ArrayList<>();
        for (IouType type : types) {
            scores.add(score(type));
        }
        return scores;
    }

    private Score score(IouType type) throws IOException {
        CocoParameters parameters = CocoParameters.of(type).withRules(input.rules());
        Dataset truth;
        CocoResults results;
        if (type.masks()) {
            // One after the other: knowing the objects, most masks need not be kept. Each is read on all threads.
            truth = readTruth(true);
            results = readMasks(input.detections(), truth, parameters);
        } else {
            ReadTruth reading = new ReadTruth(this);
            reading.fork();
            try {
                results = CocoResults.read(input.detections(), false);
            } catch (IOException e) {
                reading.quietlyJoin();
                throw e;
            }
            truth = reading.join();
        }
        Score score = score(truth, results, type);
        if (input.compared().isEmpty()) {
            return score;
        }
        Path compared = input.compared().get();
        CocoResults others = type.masks() ? readMasks(compared, truth, parameters) : CocoResults.read(compared, false);
        Score other = score(truth, others, type);
        CocoEvaluation first = score.curves().orElseThrow();
        CocoEvaluation second = other.curves().orElseThrow();
        return score.withComparison(new Bootstrap(input.draws(), input.seed()).compare(first, second), second);
    }

    /** Only COCO's numbers alone can do without the masks that are near no object of their category. */
    private CocoResults readMasks(Path path, Dataset truth, CocoParameters parameters) throws IOException {
        return input.protocol() == ScoreProtocol.COCO && !input.analysed()
                ? CocoResults.read(path, true, new NearObjects(truth, parameters))
                : CocoResults.read(path, true);
    }

    private Score score(Dataset truth, CocoResults results, IouType type) throws IOException {
        Detections found = results.in(truth);
        return switch (input.protocol()) {
            case LVIS -> ScoreProtocols.lvis(truth, found, type, input.rules(), results.categories());
            case VOC -> voc(truth, found, type);
            default ->
                ScoreProtocols.coco(
                        truth, found, CocoParameters.of(type).withRules(input.rules()), results.categories());
        };
    }

    private Score voc(Dataset truth, Detections found, IouType type) {
        Score score = ScoreProtocols.voc(truth, found, type);
        return input.analysed()
                ? score.withCurves(new CocoEvaluator(CocoParameters.of(type)).evaluate(truth, found))
                : score;
    }

    private Dataset readTruth(boolean masks) throws IOException {
        Path path = input.annotations();
        // Unless somebody wants to see the pictures their folder need not be found.
        ReadOptions options = ReadOptions.DEFAULT.withImages(input.images().orElse(Path.of("")));
        return new CocoFormat().read(path, masks ? options : options.withoutMasks());
    }

    /** Reads annotations of boxes beside the detections. */
    private static final class ReadTruth extends RecursiveTask<Dataset> {
        private static final long serialVersionUID = 1;

        private final transient ScoreRun run;

        ReadTruth(ScoreRun run) {
            this.run = run;
        }

        @Override
        protected Dataset compute() {
            try {
                return run.readTruth(false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
