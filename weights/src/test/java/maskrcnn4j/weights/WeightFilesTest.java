package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFilesTest {
    @TempDir
    Path folder;

    @Test
    void theKindIsToldByTheContentNotTheName() throws IOException {
        Path file = folder.resolve("model.h5");
        SafetensorsWriter.write(
                file,
                NamedTensors.builder().add("a", Shape.of(1), new float[] {3}).build(),
                Map.of());
        try (WeightFile weights = WeightFiles.open(file)) {
            assertThat(weights.format()).isEqualTo("safetensors");
            assertThat(weights.floats("a")).containsExactly(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><html>', web page",
        "'\n  <HTML><head>', web page",
        "'{\"message\": \"Not Found\"}', JSON text",
        "'version https://git-lfs.github.com/spec/v1', Git LFS",
        "'', empty",
        "'some notes of mine', starts with the bytes 73 6f 6d 65",
        "'x', not a weight file",
    })
    void textInPlaceOfWeightsIsNamed(String content, String said) throws IOException {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), said);
    }

    @ParameterizedTest
    @CsvSource({
        "894844460d0a1a0a0000000000080800, cut off inside its HDF5 superblock",
        "894844460a1a0a000000000000080800, line ends were converted",
        "094844460d0a1a0a0000000000080800, signature",
        "80028a0a6cfc9c46f9206aa850192e80, its pickle goes on where the data end",
        "80027d71002858050000006d6f64656c, its pickle goes on where the data end",
        "80049500000000000000007d942e0000, holds no tensors where weights are kept: it is a dictionary with 0 entries",
        "1f8b0800000000000203ed7d7d5c4dd9, packed",
        "504b0304140000000000, packed",
        "28b52ffd00000000, packed",
        "80ff, not a weight file",
    })
    void whatCannotBeReadIsNamed(String hex, String said) throws IOException {
        assertRefused(HexFormat.of().parseHex(hex), said);
    }

    @Test
    void hdf5BehindAUserBlockIsHdf5() throws IOException {
        byte[] bytes = new byte[4096];
        System.arraycopy(HexFormat.of().parseHex("894844460d0a1a0a00000000000808"), 0, bytes, 1024, 15);
        assertRefused(bytes, "the HDF5 superblock stands at byte 1024 and says 0");
    }

    @Test
    void tarOfAnHdf5FileIsATar() throws IOException {
        byte[] bytes = new byte[4096];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, bytes, 257, 5);
        System.arraycopy(HexFormat.of().parseHex("894844460d0a1a0a"), 0, bytes, 512, 8);
        assertRefused(bytes, "packed");
    }

    @Test
    void zippedTorchFileIsToldFromOtherZips() throws IOException {
        byte[] name = "model/data.pkl".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(30 + name.length).put(new byte[] {'P', 'K', 3, 4});
        bytes.position(30).put(name);
        assertRefused(bytes.array(), "the table of contents at its end is missing");
    }

    @Test
    void folderWithoutWeightsSaysWhatIsWanted() {
        assertThatThrownBy(() -> WeightFiles.open(folder))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining("no .pb files");
    }

    @Test
    void missingFileIsMissing() {
        assertThatThrownBy(() -> WeightFiles.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    private void assertRefused(byte[] content, String said) throws IOException {
        Path file = Files.write(folder.resolve("weights"), content);
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1);
    }
}
