package maskrcnn4j.weights.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.pickle.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickledArraysTest {
    @TempDir
    Path folder;

    private WeightFile open(byte[] content) throws IOException {
        return WeightFiles.open(Files.write(folder.resolve("file.pkl"), content));
    }

    private static byte[] floats(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void arraysOfEveryProtocolOrderAndLayout(int protocol) throws IOException {
        ArrayProgram made = new ArrayProgram(protocol);
        if (protocol == 1) {
            made.program.raw(0x80, 2); // Python 2 wrote protocol 2, with byte strings of its own
        }
        made.program
                .raw('}', '(')
                .text("__author__")
                .text("somebody")
                .text("matching_heuristics")
                .raw(0x88);
        made.program.text("model").raw('}', '(');
        made.array("a", "f4", '<', false, floats(ByteOrder.LITTLE_ENDIAN, -1, 2, 3, 4, 5, 6), 2, 3)
                .array("big", "f4", '>', false, floats(ByteOrder.BIG_ENDIAN, -1, 2, 3, 4, 5, 6), 2, 3)
                .array("fortran", "f4", '<', true, floats(ByteOrder.LITTLE_ENDIAN, -1, 4, 2, 5, 3, 6), 2, 3)
                .array("both", "f4", '>', true, floats(ByteOrder.BIG_ENDIAN, -1, 4, 2, 5, 3, 6), 2, 3)
                .array("half", "f2", '<', false, new byte[] {0, 0x3c}, 1)
                .array("bytes", "u1", '|', false, new byte[] {(byte) 200, (byte) 0xc3}, 2)
                .array("none", "f4", '<', false, new byte[0], 0, 3);
        made.scalar("step", "i8", new byte[] {9, 0, 0, 0, 0, 0, 0, 0});
        made.program.raw('u', 'u');
        try (WeightFile file = open(made.program.end())) {
            assertThat(file.format()).isEqualTo("Python pickle");
            assertThat(file.metadata())
                    .containsEntry("__author__", "somebody")
                    .containsEntry("matching_heuristics", "true");
            for (String name : new String[] {"a", "big", "fortran", "both"}) {
                assertThat(file.floats(name)).as(name).containsExactly(-1, 2, 3, 4, 5, 6);
            }
            assertThat(file.floats("half")).containsExactly(1);
            assertThat(file.floats("bytes")).containsExactly(200, 195);
            assertThat(file.floats("none")).isEmpty();
            assertThat(file.tensor("step").type()).isEqualTo(TensorType.I64);
            assertThat(file.tensor("step").shape()).isEqualTo(Shape.of());
            assertThat(file.floats("step")).containsExactly(9);
        }
    }

    @Test
    void blobsOfDetectronAreFound() throws IOException {
        ArrayProgram made = new ArrayProgram(1);
        made.program
                .raw(0x80, 2, '}', '(', 'U', 3, 'c', 'f', 'g', 'U', 2, 'n', 'o', 'U', 5)
                .ascii("blobs")
                .raw('}', '(');
        made.array("conv1_w", "f4", '<', false, floats(ByteOrder.LITTLE_ENDIAN, 1), 1);
        made.program.raw('u', 'u');
        try (WeightFile file = open(made.program.end())) {
            assertThat(file.tensors()).containsOnlyKeys("conv1_w");
            assertThat(file.metadata()).containsEntry("cfg", "no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "f4, 0000, F32 [1] takes 4 bytes\\, there are 2",
        "f4, 00000000ff, F32 [1] takes 4 bytes\\, there are 5",
        "O8, 0000, element type O8",
        "U4, 00000000, element type U4",
    })
    void arraysThatCannotBeAreRefused(String dtype, String hex, String said) throws IOException {
        ArrayProgram made = new ArrayProgram(3);
        made.program.raw('}', '(');
        made.array("w", dtype, '<', false, HexFormat.of().parseHex(hex), 1)
                .program
                .raw('u');
        assertRefused(made.program, said.replace("\\", ""));
    }

    @Test
    void arraysOfTenGigabytesInSmallFilesAreRefused() throws IOException {
        ArrayProgram made = new ArrayProgram(3);
        made.program.raw('}', '(');
        made.array("w", "f4", '<', false, new byte[16], 50_000, 50_000).program.raw('u');
        assertRefused(made.program, "takes 10000000000 bytes, there are 16");
        ArrayProgram lying = new ArrayProgram(4);
        lying.program.raw('}').text("w").raw(0x8e).i64(10_000_000_000L).raw('s');
        assertRefused(lying.program, "goes on where the data end");
    }

    @Test
    void tensorsOfTorchInPlainPicklesAreNamed() throws IOException {
        Program program = Program.protocol(2).raw('}').text("w").global("torch._utils", "_rebuild_tensor_v2");
        assertRefused(program.raw(')', 'R', 's'), "write it with torch.save");
    }

    @Test
    void picklesThatWantCodeRunAreRefused() throws IOException {
        assertRefused(
                Program.protocol(2).global("os", "system").raw('(').text("echo").raw('t', 'R'),
                "Python pickle: refused: its pickle asks Python to use os.system");
    }

    private void assertRefused(Program program, String said) throws IOException {
        Path path = Files.write(folder.resolve("hostile.pkl"), program.end());
        assertThatThrownBy(() -> WeightFiles.open(path))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1);
    }
}
