package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Tensor a = Tensors.zeros(ElementType.FLOAT32, 2, 3);
        Tensor b = Tensors.zeros(ElementType.FLOAT32, 4, 5);
        assertThatThrownBy(() -> a.matmul(b))
                .isInstanceOf(TensorException.class)
                .hasMessageContaining("matmul of float32 [2, 3] and float32 [4, 5]")
                .hasMessageNotContaining("\n");
    }

    @Test
    void outOfMemoryNamesWhatWasAskedForAndWhatIsFree() {
        assertThatThrownBy(() -> Tensors.zeros(ElementType.FLOAT32, 1L << 45))
                .isInstanceOf(TensorMemoryException.class)
                .hasMessageContaining("out of memory, asked for 134,217,728 MB, free")
                .hasMessageMatching(".*free [0-9,]+ MB.*")
                .hasMessageNotContaining("\n");
    }

    @Test
    void valuesThatDoNotFillAShapeAreRefused() {
        assertThatThrownBy(() -> Tensors.of(new float[5], 2, 3)).hasMessageContaining("5 values do not fill");
    }

    @Test
    void valuesGoInAndComeOut() {
        Tensor x = Tensors.of(new float[] {1, -2, 3, -4, 5, -6}, 2, 3);
        assertThat(x.permute(1, 0).toFloats()).containsExactly(1, -4, -2, 5, 3, -6);
        assertThat(x.relu().toInts()).containsExactly(1, 0, 3, 0, 5, 0);
        assertThat(x.select(0, 1).toDoubles()).containsExactly(-4, 5, -6);
        assertThat(Tensors.of(new byte[] {(byte) 200}, 1).toLongs()).containsExactly(200);
        assertThat(x.to(ElementType.BFLOAT16).type()).isEqualTo(ElementType.BFLOAT16);
        assertThat(x.sum().item()).isEqualTo(-3);
        assertThat(Tensors.concatenate(List.of(x, x), 0).shape()).containsExactly(4, 3);
        assertThat(Tensors.filled(
                                ElementType.UINT8,
                                new long[] {2},
                                buffer -> buffer.put((byte) 7).put((byte) 9))
                        .toInts())
                .containsExactly(7, 9);
    }

    @Test
    void topKIsSortedFromTheLargest() {
        Tensor.TopK top = Tensors.of(new float[] {3, 9, 1, 7}, 4).topK(2);
        assertThat(top.values().toFloats()).containsExactly(9, 7);
        assertThat(top.indices().toLongs()).containsExactly(1, 3);
    }

    @Test
    void channelsLastChangesNeitherShapeNorValues() {
        Tensor x = Tensors.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
        assertThat(x.channelsLast().shape()).containsExactly(1, 2, 2, 2);
        assertThat(x.channelsLast().toFloats()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void theFusedConvolutionEqualsConvolutionAndReluOneAfterTheOther() {
        try (RandomGenerator random = new RandomGenerator(0);
                Engine.Guard inference = Engine.withoutGradients()) {
            Tensor x = random.normal(2, 8, 9, 7).channelsLast();
            Tensor bias = random.normal(16);
            ConvGeometry geometry = new ConvGeometry(2, 1, 4);
            Tensor weight = random.normal(16, 2, 3, 3);
            float[] plain =
                    Convolutions.convolve(x, weight, bias, geometry).relu().toFloats();
            FusedConvolution operator = new FusedConvolution(weight, bias, geometry, Unary.RELU);
            float[] fused = operator.forward(x).toFloats();
            operator.close();
            assertThat(fused).hasSameSizeAs(plain);
            for (int i = 0; i < plain.length; i++) {
                assertThat(fused[i]).isCloseTo(plain[i], within(1e-5f));
            }
        }
    }

    @Test
    void aBatchJoinedAndSplitIsTheSame() {
        try (RandomGenerator random = new RandomGenerator(0)) {
            Tensor maps = random.normal(3, 4, 2, 5);
            Tensor joined = Convolutions.joinBatch(maps);
            assertThat(joined.shape()).containsExactly(1, 4, 3, 10);
            assertThat(joined.select(2, 1).reshape(4, 2, 5).toFloats())
                    .containsExactly(maps.select(0, 1).toFloats());
            assertThat(Convolutions.splitBatch(joined, 2, 5).toFloats()).containsExactly(maps.toFloats());
        }
    }

    @Test
    void embeddingBagsSumWeightedRows() {
        Tensor rows = Tensors.of(new float[] {1, 10, 2, 20, 3, 30}, 3, 2);
        Tensor sums = EmbeddingBags.weightedSum(
                rows,
                Tensors.of(new int[] {0, 2, 1}, 3),
                Tensors.of(new int[] {0, 2, 2}, 3),
                Tensors.of(new float[] {1, 0.5f, 2}, 3));
        assertThat(sums.toFloats()).containsExactly(2.5f, 25, 0, 0, 4, 40);
    }

    /** The numbers PyTorch gives for seed 0: weights drawn from a seed are the same there and here. */
    @Test
    void randomNumbersEqualPyTorchs() {
        try (RandomGenerator random = new RandomGenerator(0)) {
            assertThat(random.uniform(4).toFloats())
                    .containsExactly(
                            new float[] {.4962565899f, .7682217956f, .0884774327f, .1320304871f}, within(1e-7f));
        }
        try (RandomGenerator random = new RandomGenerator(0)) {
            assertThat(random.normal(4).toFloats())
                    .containsExactly(
                            new float[] {1.5409960747f, -.2934288979f, -2.1787893772f, .5684312582f}, within(1e-6f));
        }
        try (RandomGenerator random = new RandomGenerator(0)) {
            assertThat(random.permutation(10).toInts()).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
        }
    }

    @Test
    void unknownDevicesAndPrecisionsNameTheChoices() {
        assertThatThrownBy(() -> Device.parse("gpu")).hasMessageContaining("choose cpu, cuda");
        assertThatThrownBy(() -> Precision.parse("int8")).hasMessageContaining("choose float32, bf16 or auto");
        assertThat(Device.parse("CPU")).isEqualTo(Device.CPU);
        assertThat(Device.requireName("CUDA:1")).isEqualTo("cuda:1");
    }

    @Test
    void aGpuThatIsNotThereIsRefusedInOneLine() {
        assertThatThrownBy(() -> Device.parse("cuda:999"))
                .hasMessageContaining("device 'cuda:999': LibTorch sees")
                .hasMessageNotContaining("\n");
    }

    @Test
    void automaticPrecisionIsBf16OnAGpu() {
        Device gpu = new Device(Device.Kind.CUDA, 0);
        assertThat(Precision.AUTO.on(gpu)).isEqualTo(Precision.BF16);
        assertThat(Precision.FLOAT32.on(gpu)).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void fullGpuMemoryIsToldFromFullHostMemory() {
        String cuda =
                "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 1 has a total capacity of 79.18 GiB of which 5.12 GiB"
                        + " is free. Including non-PyTorch memory, this process has 74.05 GiB memory in use. Of the allocated";
        assertThat(OutOfMemory.isMeant(cuda, () -> Long.MAX_VALUE)).isTrue();
        TensorMemoryException full = OutOfMemory.of("add", cuda, new RuntimeException());
        assertThat(full.problem())
                .isEqualTo(
                        "add: out of GPU memory, asked for 20.00 GiB, free 5.12 GiB of the 79.18 GiB of GPU 1, this process"
                                + " holds 74.05 GiB");
        assertThat(full).hasMessageStartingWith(full.problem()).hasMessageContaining("mrcnn doctor names them");
        assertThat(OutOfMemory.isMeant("cuDNN error: CUDNN_STATUS_ALLOC_FAILED", () -> Long.MAX_VALUE))
                .isTrue();
        assertThat(OutOfMemory.isMeant("cuDNN error: CUDNN_STATUS_NOT_SUPPORTED", () -> Long.MAX_VALUE))
                .isFalse();
    }
}
