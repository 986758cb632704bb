package maskrcnn4j.weights.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.statistics.TensorStatistics.Sign;
import org.junit.jupiter.api.Test;

class TensorStatisticsTest {
    private static TensorSource source(String name, Shape shape, float... values) {
        return new TensorSource() {
            @Override
            public Map<String, TensorInfo> tensors() {
                return Map.of(name, new TensorInfo(name, TensorType.F32, shape));
            }

            @Override
            public void read(String wanted, long offset, ByteBuffer target) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                for (float value : values) {
                    bytes.putFloat(value);
                }
                target.put(bytes.array(), (int) offset, target.remaining());
            }
        };
    }

    private static TensorStatistics of(String name, Shape shape, float... values) throws IOException {
        return TensorStatistics.of(source(name, shape, values), name);
    }

    @Test
    void rangeMeanAndDeviationAreThoseOfTheNumbers() throws IOException {
        TensorStatistics one = of("w", Shape.of(4), 1, 2, 3, 6);

        assertThat(one.min()).isEqualTo(1);
        assertThat(one.max()).isEqualTo(6);
        assertThat(one.mean()).isEqualTo(3);
        assertThat(one.deviation()).isCloseTo(Math.sqrt(3.5), within(1e-12));
        assertThat(one.signs()).isEmpty();
    }

    @Test
    void aFilterOfNothingIsDead() throws IOException {
        TensorStatistics one = of("w", Shape.of(3, 2), 1, 2, 1e-6f, -1e-6f, 3, 1);

        assertThat(one.deadFilters()).isEqualTo(1);
        assertThat(one.signs()).containsExactly(Sign.DEAD_FILTERS);
    }

    @Test
    void aTensorOfZerosHasOnlyDeadFilters() throws IOException {
        TensorStatistics one = of("w", Shape.of(2, 2), 0, 0, 0, 0);

        assertThat(one.deadFilters()).isEqualTo(2);
        assertThat(one.signs()).containsExactly(Sign.DEAD_FILTERS, Sign.CONSTANT);
    }

    @Test
    void largeWeightsHaveExplodedAndLargeVariancesHaveNot() throws IOException {
        assertThat(of("conv.weight", Shape.of(2), 2000, 1).signs()).containsExactly(Sign.EXPLODED);
        for (String variance : List.of("bn.running_var", "bn/moving_variance:0", "backbone.stem.norm.var")) {
            assertThat(of(variance, Shape.of(2), 2000, 1).signs()).as(variance).isEmpty();
        }
    }

    @Test
    void infiniteNumbersAreCountedAndLeftOut() throws IOException {
        TensorStatistics one = of("w", Shape.of(3), Float.NaN, 1, Float.POSITIVE_INFINITY);

        assertThat(one.notFinite()).isEqualTo(2);
        assertThat(one.mean()).isEqualTo(1);
        assertThat(one.signs()).contains(Sign.NOT_FINITE);
    }

    @Test
    void changeIsTheDistanceOverTheSizeInTheBeginning() throws IOException {
        TensorSource before = source("w", Shape.of(2), 3, 4);

        assertThat(TensorStatistics.of(source("w", Shape.of(2), 3, 5), before, "w")
                        .change())
                .contains(0.2);
        assertThat(TensorStatistics.of(before, before, "w").signs()).containsExactly(Sign.UNCHANGED);
        assertThat(TensorStatistics.of(source("w", Shape.of(3), 3, 5, 1), before, "w")
                        .change())
                .isEmpty();
    }
}
