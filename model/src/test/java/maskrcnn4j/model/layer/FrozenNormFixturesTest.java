package maskrcnn4j.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Frozen batch norm, which the convolution before it takes into its weight: here one that changes nothing. */
@Tag("fixtures")
class FrozenNormFixturesTest {
    @Test
    void aConvolutionTakesTheNormAfterItIntoItsWeight() throws IOException {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-frozen-norm.json")) {
            JsonNode cases = FixtureFile.read(path).root().path("cases");
            assertThat(cases).isNotEmpty();
            for (JsonNode one : cases) {
                check(one);
            }
        }
    }

    private static void check(JsonNode one) throws IOException {
        int channels = values(one, "weight").length;
        NamedTensors.Builder tensors = NamedTensors.builder();
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        tensors.add("layer.weight", Shape.of(channels, 1, 1, 1), ones);
        for (String part : List.of("weight", "bias", "mean", "var")) {
            tensors.add("layer.norm." + part, Shape.of(channels), values(one, part));
        }
        NamedTensors weights = tensors.build();
        NormSpec norm = NormSpec.frozenBatch(one.path("eps").asDouble());
        Recorded input = FixtureFile.recorded("input", one.path("input"));
        Recorded output = FixtureFile.recorded("output", one.path("output"));
        try (Scope scope = Scope.open();
                Parameters fast = new InferenceParameters(weights, Device.CPU, Precision.FLOAT32);
                Parameters trained = new TrainableParameters(
                        weights, Device.CPU, Precision.FLOAT32, name -> false, TrainableParameters.Layout.ROW_MAJOR)) {
            Tensor x = Tensors.of(values(one, "input"), input.shape());
            for (Parameters parameters : List.of(fast, trained)) {
                Tensor y = parameters
                        .convolution("layer", new ConvGeometry(1, 0, channels), norm, Activation.NONE)
                        .forward(parameters.layOut(x));
                output.requireClose(y.shape(), y.toFloats());
            }
        }
    }

    private static float[] values(JsonNode one, String name) {
        double[] recorded = FixtureFile.recorded(name, one.path(name)).values();
        float[] values = new float[recorded.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) recorded[i];
        }
        return values;
    }
}
