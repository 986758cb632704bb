package maskrcnn4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.metrics.coco.ClassTable;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.NearObjects;
import maskrcnn4j.metrics.coco.Notes;

/** Reads both files side by side and evaluates, on threads that are also shared within each step. */
final class ScoreRun extends RecursiveTask<List<Score>> {
    private static final long serialVersionUID = 1;

    private final transient ScoreInput input;

    private ScoreRun(ScoreInput input) {
        this.input = input;
    }

    static List<Score> run(ScoreInput input, int threads) throws IOException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.invoke(new ScoreRun(input));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            pool.shutdown();
        }
    }

    @Override
    protected List<Score> compute() {
        try {
            return scores();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            truth = readTruth(input.annotations(), true);
            results = CocoResults.read(input.detections(), true, new NearObjects(truth, parameters));
        } else {
            ReadTruth reading = new ReadTruth(input.annotations());
            reading.fork();
            try {
                results = CocoResults.read(input.detections(), false);
            } catch (IOException e) {
                reading.quietlyJoin();
                throw e;
            }
            truth = reading.join();
        }
        Detections found = results.in(truth);
        CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);
        return new Score(
                type,
                CocoSummary.of(evaluation),
                ClassTable.of(evaluation),
                Notes.on(evaluation, results.categories()));
    }

    private static Dataset readTruth(Path path, boolean masks) throws IOException {
        // Nobody looks at the pictures: their folder need not be found.
        ReadOptions options = ReadOptions.DEFAULT.withImages(Path.of(""));
        return new CocoFormat().read(path, masks ? options : options.withoutMasks());
    }

    /** Reads annotations of boxes beside the detections. */
    private static final class ReadTruth extends RecursiveTask<Dataset> {
        private static final long serialVersionUID = 1;

        private final transient Path path;

        ReadTruth(Path path) {
            this.path = path;
        }

        @Override
        protected Dataset compute() {
            try {
                return readTruth(path, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
