package maskrcnn4j.metrics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int IMAGES = 30;

    private static CocoEvaluation evaluate(Dataset truth, Detections found) {
        return new CocoEvaluator(CocoParameters.of(IouType.BBOX)).evaluate(truth, found);
    }

    /** Pictures with random objects and detections near them; each picture as often as its weight says. */
    private static Detections random(int[] weights, double shift) {
        Random random = new Random(3);
        int copies = 0;
        for (int weight : weights) {
            copies += weight;
        }
        ScoreCase set = new ScoreCase("cat", "dog").images(copies);
        int image = 0;
        for (int weight : weights) {
            double[] x = random.doubles(6, 0, 60).toArray();
            double[] score = random.doubles(6).toArray();
            for (int copy = 0; copy < weight; copy++) {
                image++;
                for (int i = 0; i < 6; i++) {
                    int category = 1 + i % 2;
                    if (i < 4) {
                        set.object(image, category, x[i], x[5 - i], 20, 20);
                    }
                    set.detection(image, category, score[i], x[i] + shift * i, x[5 - i], 20, 20);
                }
            }
        }
        return set.build();
    }

    private static int[] ones() {
        int[] weights = new int[IMAGES];
        java.util.Arrays.fill(weights, 1);
        return weights;
    }

    @Test
    void weighingAPictureIsTheSameAsRepeatingIt() {
        Detections found = random(ones(), 2);
        Resampling resampling = new Resampling(evaluate(found.truth(), found));
        Random random = new Random(8);
        for (int round = 0; round < 20; round++) {
            int[] weights = random.ints(IMAGES, 0, 4).toArray();
            Detections repeated = random(weights, 2);
            double[] expected = evaluate(repeated.truth(), repeated).stats();

            double[] scores = resampling.scores(weights);

            assertThat(Resampling.mean(scores, 0, 2)).isCloseTo(expected[0], within(1e-12));
            assertThat(Resampling.mean(scores, 2, 4)).isCloseTo(expected[1], within(1e-12));
        }
    }

    @Test
    void theIntervalHoldsTheScoreAndDoesNotDependOnThreads() {
        Detections found = random(ones(), 2);
        CocoEvaluation evaluation = evaluate(found.truth(), found);
        Bootstrap bootstrap = new Bootstrap(200, 7);

        Bootstrap.Single sure = bootstrap.of(evaluation);

        assertThat(sure.ap().value()).isCloseTo(evaluation.stats()[0], within(1e-12));
        assertThat(sure.ap().low()).isLessThan(sure.ap().value());
        assertThat(sure.ap().high()).isGreaterThan(sure.ap().value());
        ForkJoinPool one = new ForkJoinPool(1);
        assertThat(one.invoke(java.util.concurrent.ForkJoinTask.adapt(() -> bootstrap.of(evaluation))))
                .isEqualTo(sure);
        one.shutdown();
        assertThat(new Bootstrap(200, 8).of(evaluation)).isNotEqualTo(sure);
    }

    @Test
    void aBetterResultIsToldFromAWorseAndFromItself() {
        Detections worse = random(ones(), 2);
        Detections better = ScoreCase.on(worse.truth(), random(ones(), 0.5));
        CocoEvaluation first = evaluate(worse.truth(), worse);
        CocoEvaluation second = evaluate(worse.truth(), better);

        ModelComparison comparison = new Bootstrap(200, 7).compare(first, second);

        assertThat(comparison.difference().value()).isCloseTo(second.stats()[0] - first.stats()[0], within(1e-12));
        assertThat(comparison.difference().excludesZero()).isTrue();
        assertThat(comparison.better()).isEqualTo(1);
        assertThat(comparison.classes())
                .hasSize(2)
                .allMatch(one -> one.difference().value() > 0);

        ModelComparison same = new Bootstrap(200, 7).compare(first, first);
        assertThat(same.difference()).isEqualTo(new Interval(0, 0, 0));
        assertThat(same.better()).isZero();
    }
}
