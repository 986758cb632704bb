package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalfTensorsTest {
    private static final Shape MATRIX = Shape.of(2, 4);

    private static HalfTensors of(Shape shape, float... values) {
        return new HalfTensors(NamedTensors.builder().add("w", shape, values).build());
    }

    @Test
    void roundsToTheNearestAndTiesToEven() throws Exception {
        HalfTensors halves =
                of(MATRIX, 1, 1 + 0x1p-11f, 1 + 0x3p-11f, 1 + 0x1.1p-11f, -65504, 0x1p-24f, 0x1p-25f, 0x3p-25f);
        assertThat(halves.tensor("w").type()).isEqualTo(TensorType.F16);
        assertThat(halves.floats("w")).containsExactly(1, 1, 1 + 0x1p-9f, 1 + 0x1p-10f, -65504, 0x1p-24f, 0, 0x1p-23f);
    }

    @Test
    void keepsEveryFloat16AsItIs() throws Exception {
        float[] all = new float[1 << 16];
        NamedTensors bits = NamedTensors.builder()
                .add(new TensorInfo("w", TensorType.F16, Shape.of(256, 256)), everyHalf())
                .build();
        bits.floats("w", 0, all, all.length);
        assertThat(of(Shape.of(256, 256), all).floats("w")).containsExactly(all);
    }

    private static ByteBuffer everyHalf() {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 1 << 16).forEach(i -> bytes.putShort((short) i));
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void leavesVectorsInFloat32() throws Exception {
        HalfTensors vector = of(Shape.of(2), 1e-7f, 0.1f);
        assertThat(vector.tensor("w").type()).isEqualTo(TensorType.F32);
        assertThat(vector.floats("w")).containsExactly(1e-7f, 0.1f);
    }

    @Test
    void refusesWhatFloat16CannotHold() {
        assertThatThrownBy(() -> of(MATRIX, 0, 0, 0, 0, 0, 0, 0, 70_000).floats("w"))
                .isInstanceOf(WeightException.class)
                .hasMessage("tensor w holds 70000.0, float16 ends at 65504.0; keep these weights in float32");
    }
}
