package maskrcnn4j.model.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import maskrcnn4j.model.layer.InferenceParameters;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.spec.Trunks;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.RandomGenerator;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrunkTest {
    private static final NormSpec FROZEN = NormSpec.frozenBatch(1e-5);
    private static final NormSpec LIVE = NormSpec.batch(1e-5, 0.1);

    /** Parameters of torchvision's classifiers without the last layer, statistics not counted. */
    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of("ResNet-18", Trunks.resNet(18, LIVE), 11_689_512 - 513_000),
                Arguments.of("ResNet-34", Trunks.resNet(34, LIVE), 21_797_672 - 513_000),
                Arguments.of("ResNet-50", Trunks.resNet(50, LIVE), 25_557_032 - 2_049_000),
                Arguments.of("ResNet-101", Trunks.resNet(101, LIVE), 44_549_160 - 2_049_000),
                Arguments.of("ResNet-152", Trunks.resNet(152, LIVE), 60_192_808 - 2_049_000),
                Arguments.of("ResNeXt-50 32x4d", Trunks.resNeXt(50, 32, 4, LIVE), 25_028_904 - 2_049_000),
                Arguments.of("ResNeXt-101 32x8d", Trunks.resNeXt(101, 32, 8, LIVE), 88_791_336 - 2_049_000),
                Arguments.of("ResNeXt-101 64x4d", Trunks.resNeXt(101, 64, 4, LIVE), 83_455_272 - 2_049_000),
                Arguments.of("wide ResNet-50-2", Trunks.wideResNet50(LIVE), 68_883_240 - 2_049_000),
                Arguments.of("MobileNetV2", Trunks.mobileNetV2(LIVE), 3_504_872 - 1_281_000),
                Arguments.of("MobileNetV3-Large", Trunks.mobileNetV3Large(LIVE), 5_483_032 - 1_230_080 - 1_281_000),
                Arguments.of("MobileNetV3-Small", Trunks.mobileNetV3Small(LIVE), 2_542_856 - 590_848 - 1_025_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void parametersCountAsThePublishedNetworksDo(String name, TrunkSpec spec, long parameters) {
        assertThat(declared(spec).entrySet().stream()
                        .filter(tensor -> !tensor.getKey().matches(".*\\.(mean|var)"))
                        .mapToLong(tensor -> tensor.getValue().elements())
                        .sum())
                .isEqualTo(parameters);
    }

    @Test
    void levelsAreFourToThirtyTwoPixelsApart() {
        assertThat(Trunks.resNet(50, LIVE).levels())
                .containsExactly(
                        new TrunkSpec.Level(256, 4),
                        new TrunkSpec.Level(512, 8),
                        new TrunkSpec.Level(1024, 16),
                        new TrunkSpec.Level(2048, 32));
        assertThat(Trunks.mobileNetV3Large(LIVE).levels())
                .containsExactly(
                        new TrunkSpec.Level(24, 4),
                        new TrunkSpec.Level(40, 8),
                        new TrunkSpec.Level(112, 16),
                        new TrunkSpec.Level(960, 32));
        assertThat(Trunks.mobileNetV2(LIVE).levels().stream().map(TrunkSpec.Level::stride))
                .containsExactly(4, 8, 16, 32);
    }

    static Stream<TrunkSpec> small() {
        TrunkSpec.ResNet basic = Trunks.resNet(18, FROZEN);
        return Stream.of(
                new TrunkSpec.ResNet(5, 8, basic.block(), basic.blocks(), 1, 64, false, FROZEN), // five channels in
                new TrunkSpec.ResNet(3, 8, TrunkSpec.ResNet.Block.BOTTLENECK, List.of(2, 1, 1, 1), 1, 64, true, FROZEN),
                new TrunkSpec.ResNet(
                        3, 16, TrunkSpec.ResNet.Block.BOTTLENECK, List.of(1, 2, 1, 1), 4, 16, false, FROZEN),
                new TrunkSpec.ResNet(3, 8, basic.block(), basic.blocks(), 1, 64, false, NormSpec.group(4, 1e-5)),
                Trunks.mobileNetV3Small(FROZEN),
                Trunks.mobileNetV2(FROZEN));
    }

    /** Folded and fused, or operator by operator with gradients: one network. */
    @ParameterizedTest
    @MethodSource("small")
    void inferenceAndTrainingComputeTheSameMaps(TrunkSpec trunk) throws IOException {
        BackboneSpec.FeaturePyramid spec = new BackboneSpec.FeaturePyramid(trunk, 16, NormSpec.NONE, 1);
        NamedTensors weights = weights(spec);
        try (Scope scope = Scope.open();
                RandomGenerator random = new RandomGenerator(0);
                Parameters fast = new InferenceParameters(weights, Device.CPU, Precision.FLOAT32);
                TrainableParameters trained = new TrainableParameters(
                        weights,
                        Device.CPU,
                        Precision.FLOAT32,
                        name -> name.startsWith("backbone.stem"),
                        TrainableParameters.Layout.ROW_MAJOR)) {
            Tensor input = random.normal(2, trunk.inputChannels(), 96, 64);
            List<FeatureMap> one;
            try (Engine.Guard inference = Engine.withoutGradients()) {
                one = FeaturePyramid.of(spec, fast).forward(input, StageObserver.NONE);
            }
            List<FeatureMap> other = FeaturePyramid.of(spec, trained).forward(input, StageObserver.NONE);
            assertThat(one).hasSize(5);
            assertThat(one.stream().map(FeatureMap::stride)).containsExactly(4, 8, 16, 32, 64);
            for (int level = 0; level < one.size(); level++) {
                float[] fused = one.get(level).values().toFloats();
                float[] plain = other.get(level).values().toFloats();
                for (int i = 0; i < fused.length; i++) {
                    assertThat(fused[i]).isCloseTo(plain[i], within(2e-4f * Math.max(1, Math.abs(plain[i]))));
                }
            }
            assertThat(trained.trainable())
                    .doesNotContainKey("backbone.stem.weight")
                    .containsKey("fpn.output2.bias");
        }
    }

    private static Map<String, Shape> declared(TrunkSpec spec) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        spec.declare(tensors);
        return tensors;
    }

    private static NamedTensors weights(BackboneSpec spec) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        spec.declare(shapes);
        Random random = new Random(5);
        NamedTensors.Builder tensors = NamedTensors.builder();
        shapes.forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            double base = name.endsWith(".var") || name.endsWith(".norm.weight") ? 1 : 0;
            double bound = shape.rank() == 1 ? 0.2 : Math.sqrt(3.0 * shape.size(0) / shape.elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (base + bound * (2 * random.nextDouble() - 1));
            }
            tensors.add(name, shape, values);
        });
        return tensors.build();
    }
}
