package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import org.jspecify.annotations.Nullable;

/**
 * Scores detections against a data set by COCO's measure. Works on the threads of the caller's
 * {@link java.util.concurrent.ForkJoinPool} if there is one; the numbers do not depend on how many there are.
 */
public final class CocoEvaluator {
    /** About so many objects and detections make a piece of work that is worth a thread. */
    private static final int PIECE = 20_000;

    private final CocoParameters parameters;

    /** An evaluator with these parameters. */
    public CocoEvaluator(CocoParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Evaluates.
     *
     * @param detections detections on the pictures of {@code truth}
     * @throws maskrcnn4j.metrics.EvaluationException if an object lacks what is needed, in one line
     */
    public CocoEvaluation evaluate(Dataset truth, Detections detections) {
        return evaluate(truth, detections, new CocoMatchRules(parameters.rules()));
    }

    /** Evaluates with the rules of another protocol for what counts. */
    public CocoEvaluation evaluate(Dataset truth, Detections detections, MatchRules match) {
        EvaluationJob job = new EvaluationJob(truth, detections, parameters, match);
        CurveArrays arrays = run(job, parameters);
        return new CocoEvaluation(job, parameters, arrays);
    }

    /** Matches and accumulates every class. */
    static CurveArrays run(EvaluationJob job, CocoParameters parameters) {
        CellGrid grid = job.grid;
        int classes = grid.classIds.length;
        CurveArrays arrays = new CurveArrays(parameters, classes);
        long[] bySize = new long[classes];
        for (int k = 0; k < classes; k++) {
            bySize[k] = -size(grid, k) << 32 | k;
        }
        // The largest first: then no thread is left with it at the end.
        Arrays.sort(bySize);
        ClassTask[] tasks = new ClassTask[classes];
        for (int i = 0; i < classes; i++) {
            tasks[i] = new ClassTask(job, parameters, arrays, (int) bySize[i]);
        }
        ForkJoinTask.invokeAll(tasks);
        return arrays;
    }

    private static long size(CellGrid grid, int k) {
        return grid.truths.start()[k + 1]
                - grid.truths.start()[k]
                + grid.found.start()[k + 1]
                - grid.found.start()[k];
    }

    private static final class ClassTask extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient EvaluationJob job;
        private final transient CocoParameters parameters;
        private final transient CurveArrays arrays;
        private final int k;

        ClassTask(EvaluationJob job, CocoParameters parameters, CurveArrays arrays, int k) {
            this.job = job;
            this.parameters = parameters;
            this.arrays = arrays;
            this.k = k;
        }

        @Override
        protected void compute() {
            int objects = job.grid.truths.start()[k + 1] - job.grid.truths.start()[k];
            if (objects == 0) {
                for (int a = 0; a < arrays.ranges; a++) {
                    arrays.absent(k, a);
                }
                return;
            }
            new ClassCurves(parameters, arrays).accumulate(k, matches(job, k));
        }
    }

    /** Matches one class, in pieces if it is large. */
    static ClassMatches matches(EvaluationJob job, int k) {
        CellGrid grid = job.grid;
        int pieces = (int) (size(grid, k) / PIECE) + 1;
        PieceTask[] tasks = new PieceTask[pieces];
        for (int i = 0; i < pieces; i++) {
            tasks[i] = new PieceTask(job, k, imageAt(grid, i, pieces), imageAt(grid, i + 1, pieces));
        }
        if (pieces == 1) {
            tasks[0].compute();
        } else {
            ForkJoinTask.invokeAll(tasks);
        }
        ClassMatches all = tasks[0].result();
        for (int i = 1; i < pieces; i++) {
            all.append(tasks[i].result());
        }
        return all;
    }

    private static int imageAt(CellGrid grid, int piece, int pieces) {
        return (int) ((long) grid.images * piece / pieces);
    }

    /** Some of the images of one class. */
    private static final class PieceTask extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient EvaluationJob job;
        private final int k;
        private final int fromImage;
        private final int toImage;

        private transient @Nullable ClassMatches result;

        PieceTask(EvaluationJob job, int k, int fromImage, int toImage) {
            this.job = job;
            this.k = k;
            this.fromImage = fromImage;
            this.toImage = toImage;
        }

        @Override
        protected void compute() {
            CellGrid grid = job.grid;
            ClassMatcher matcher = job.borrowMatcher();
            result = matcher.match(
                    grid.first(grid.truths, k, fromImage),
                    grid.first(grid.truths, k, toImage),
                    grid.first(grid.found, k, fromImage),
                    grid.first(grid.found, k, toImage));
            job.giveBack(matcher);
        }

        ClassMatches result() {
            return Objects.requireNonNull(result);
        }
    }
}
