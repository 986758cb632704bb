package maskrcnn4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseSumTest {
    /** The expected sums were printed by numpy 2.4. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 2.613857142857143",
        "8, 2.7398571428571428",
        "9, 2.8529682539682537",
        "100, 5.48437751763962",
        "129, 5.824899030573668",
        "300, 7.1856638802995025",
        "1000, 10.488470860550343",
        "8080, 33.811424696328366",
        "80800, 254.2799540975168"
    })
    void sumsInTheOrderOfNumpy(int count, double expected) {
        double[] values = new double[count];
        for (int i = 1; i <= count; i++) {
            values[i - 1] = 1.0 / i + (i % 7) * 1e-3;
        }
        assertThat(PairwiseSum.of(values, 0, count)).isEqualTo(expected);
    }
}
