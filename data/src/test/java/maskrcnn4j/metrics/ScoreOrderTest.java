package maskrcnn4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreOrderTest {
    @Test
    void notANumberComesLastAndMinusZeroEqualsZero() {
        assertThat(sorted(Double.NaN, 0.5, 0.7)).containsExactly(2, 1, 0);
        assertThat(sorted(-0.0, 0.0, -0.0)).containsExactly(0, 1, 2);
        assertThat(sorted(Double.NEGATIVE_INFINITY, -1, 2, Double.POSITIVE_INFINITY))
                .containsExactly(3, 2, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 1000, 5000})
    void keepsTheOrderOfEqualScores(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[] special = {0.0, -0.0, Double.NaN, 0.5, 0.5000000000000001, -3, 1e-300, Double.POSITIVE_INFINITY, 1};
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextDouble() - 0.2;
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = expected.size();
            while (at > 0 && ScoreOrder.before(scores[i], scores[expected.get(at - 1)])) {
                at--;
            }
            expected.add(at, i);
        }
        assertThat(sorted(scores))
                .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] sorted(double... scores) {
        int[] order = new int[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new ScoreOrder().sort(scores, order, order.length);
        return order;
    }
}
