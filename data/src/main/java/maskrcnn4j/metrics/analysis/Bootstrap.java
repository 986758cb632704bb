package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import maskrcnn4j.metrics.coco.CocoEvaluation;

/**
 * How sure scores and their differences are: pictures are drawn again and again with replacement, as many as there are, and
 * each draw is accumulated anew. Of two evaluations the same pictures are drawn, so their difference is surer than each of
 * them. The same seed gives the same numbers on any number of threads.
 *
 * <p>Literature: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, percentile intervals.
 */
public final class Bootstrap {
    private final int draws;
    private final long seed;

    /**
     * A bootstrap.
     *
     * @param draws how many times pictures are drawn, at least 1; 1000 is usual
     * @param seed any number
     */
    public Bootstrap(int draws, long seed) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws is " + draws + "; at least 1 is needed");
        }
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * How sure the scores of one evaluation are.
     *
     * @param ap AP
     * @param ap50 AP at an agreement of 0.5
     */
    public record Single(Interval ap, Interval ap50) {}

    /** Resamples one evaluation. */
    public Single of(CocoEvaluation evaluation) {
        Resampling resampling = new Resampling(evaluation);
        int n = resampling.classCount();
        double[] as = resampling.scores(once(evaluation));
        double[][] all = drawAll(evaluation, resampling);
        return new Single(interval(as, all, 0, n), interval(as, all, n, 2 * n));
    }

    /** Compares two evaluations of one data set with the same parameters. */
    public ModelComparison compare(CocoEvaluation first, CocoEvaluation second) {
        if (first.truth() != second.truth()) {
            throw new IllegalArgumentException("the evaluations are of different data sets");
        }
        Resampling one = new Resampling(first);
        Resampling other = new Resampling(second);
        int n = one.classCount();
        double[] a = one.scores(once(first));
        double[] b = other.scores(once(second));
        double[][] allA = drawAll(first, one);
        double[][] allB = drawAll(second, other);
        double[][] differences = new double[draws][2 * n];
        int better = 0;
        double[] apDifferences = new double[draws];
        double[] ap50Differences = new double[draws];
        for (int d = 0; d < draws; d++) {
            for (int i = 0; i < 2 * n; i++) {
                differences[d][i] = allB[d][i] - allA[d][i];
            }
            apDifferences[d] = Resampling.mean(differences[d], 0, n);
            ap50Differences[d] = Resampling.mean(differences[d], n, 2 * n);
            better += apDifferences[d] > 0 ? 1 : 0;
        }
        List<ModelComparison.ClassDifference> classes = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            double[] values = new double[draws];
            for (int d = 0; d < draws; d++) {
                values[d] = differences[d][k];
            }
            classes.add(new ModelComparison.ClassDifference(
                    first.categoryIds()[k], a[k], b[k], Interval.of(b[k] - a[k], values)));
        }
        return new ModelComparison(
                draws,
                seed,
                new Single(interval(a, allA, 0, n), interval(a, allA, n, 2 * n)),
                new Single(interval(b, allB, 0, n), interval(b, allB, n, 2 * n)),
                Interval.of(Resampling.mean(b, 0, n) - Resampling.mean(a, 0, n), apDifferences),
                Interval.of(Resampling.mean(b, n, 2 * n) - Resampling.mean(a, n, 2 * n), ap50Differences),
                (double) better / draws,
                classes);
    }

    private static Interval interval(double[] as, double[][] all, int from, int to) {
        double[] means = new double[all.length];
        for (int d = 0; d < means.length; d++) {
            means[d] = Resampling.mean(all[d], from, to);
        }
        return Interval.of(Resampling.mean(as, from, to), means);
    }

    private static int[] once(CocoEvaluation evaluation) {
        int[] weights = new int[evaluation.truth().size()];
        for (int sample : samples(evaluation)) {
            weights[sample] = 1;
        }
        return weights;
    }

    /** Places of the pictures that were evaluated. */
    private static int[] samples(CocoEvaluation evaluation) {
        if (evaluation.parameters().imageIds().isPresent()) {
            return Arrays.stream(evaluation.parameters().imageIds().get())
                    .mapToInt(evaluation.truth()::sampleIndex)
                    .filter(sample -> sample >= 0)
                    .distinct()
                    .toArray();
        }
        int[] all = new int[evaluation.truth().size()];
        for (int s = 0; s < all.length; s++) {
            all[s] = s;
        }
        return all;
    }

    private double[][] drawAll(CocoEvaluation evaluation, Resampling resampling) {
        int[] samples = samples(evaluation);
        SplittableRandom source = new SplittableRandom(seed);
        double[][] results = new double[draws][];
        List<Draw> tasks = new ArrayList<>();
        for (int d = 0; d < draws; d++) {
            tasks.add(new Draw(source.split(), samples, evaluation.truth().size(), resampling, results, d));
        }
        ForkJoinTask.invokeAll(tasks);
        return results;
    }

    private static final class Draw extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient SplittableRandom random;
        private final int[] samples;
        private final int places;
        private final transient Resampling resampling;
        private final double[][] results;
        private final int d;

        Draw(SplittableRandom random, int[] samples, int places, Resampling resampling, double[][] results, int d) {
            this.random = random;
            this.samples = samples;
            this.places = places;
            this.resampling = resampling;
            this.results = results;
            this.d = d;
        }

        @Override
        protected void compute() {
            int[] weights = new int[places];
            for (int i = 0; i < samples.length; i++) {
                weights[samples[random.nextInt(samples.length)]]++;
            }
            results[d] = resampling.scores(weights);
        }
    }
}
