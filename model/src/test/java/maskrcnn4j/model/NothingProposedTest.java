package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.weights.NamedTensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that have lost their numbers, as a training that went astray leaves them. */
class NothingProposedTest {
    @ParameterizedTest
    @CsvSource({"light, FLOAT32", "light, BF16", "torchvision-v2, FLOAT32"})
    void scoresThatAreNoNumbersFindNothing(String preset, Precision precision) throws IOException {
        ModelSpec spec = Presets.named(preset).spec();
        Random random = new Random(4);
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec, TinyModel.CATEGORIES.size() + 1).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.1f * random.nextFloat();
            }
            if (name.equals("rpn.objectness.bias")) {
                Arrays.fill(values, Float.NaN);
            }
            tensors.add(name, shape, values);
        });
        Checkpoint checkpoint = new Checkpoint(spec, TinyModel.CATEGORIES, Map.of());
        try (MaskRcnn model =
                MaskRcnn.of(checkpoint, tensors.build(), TestDevice.load().withPrecision(precision))) {
            List<Image> pictures = List.of(TinyModel.picture(90, 70, 1), TinyModel.picture(64, 80, 2));
            assertThat(model.segment(pictures, SegmentOptions.DEFAULT.withScale(1), StageObserver.NONE))
                    .hasSize(2)
                    .allSatisfy(found -> assertThat(found).isEmpty());
        }
    }
}
