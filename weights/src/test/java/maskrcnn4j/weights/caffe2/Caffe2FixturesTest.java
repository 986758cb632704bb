package maskrcnn4j.weights.caffe2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.safetensors.SafetensorsReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fixtures")
class Caffe2FixturesTest {

    @Test
    void dequantizedWeightsEqualTheReferenceBitForBit() throws IOException {
        Path folder = Shared.require("data/mask2go");
        try (WeightFile weights = Caffe2Reader.open(folder);
                WeightFile reference = SafetensorsReader.open(folder.resolve("weights_float32.safetensors"))) {
            assertThat(weights.tensors()).isNotEmpty().containsExactlyInAnyOrderEntriesOf(reference.tensors());
            for (String name : reference.tensors().keySet()) {
                assertThat(weights.read(name)).as(name).isEqualTo(reference.read(name));
            }
        }
    }
}
