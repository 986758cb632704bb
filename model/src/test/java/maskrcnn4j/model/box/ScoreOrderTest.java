package maskrcnn4j.model.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreOrderTest {
    @Test
    void equalsAStableSort() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            float[] scores = new float[random.nextInt(2000)];
            boolean coarse = random.nextBoolean();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = coarse ? random.nextInt(20) - 10 : (float) random.nextGaussian();
            }
            int limit = 1 + random.nextInt(round % 2 == 0 ? 50 : 2500);
            assertThat(ScoreOrder.best(scores, limit)).isEqualTo(definition(scores, limit));
        }
    }

    @Test
    void zerosAreEqualWhateverTheirSign() {
        assertThat(ScoreOrder.best(new float[] {-0f, 0f, -0f, 1}, 4)).containsExactly(3, 0, 1, 2);
    }

    @Test
    void infiniteScoresAreTheFirstAndTheLast() {
        float[] scores = new float[100];
        scores[7] = Float.NEGATIVE_INFINITY;
        scores[9] = Float.POSITIVE_INFINITY;
        assertThat(ScoreOrder.best(scores, 3)).containsExactly(9, 0, 1);
        assertThat(ScoreOrder.best(scores, 100)[99]).isEqualTo(7);
    }

    private static int[] definition(float[] scores, int limit) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
