package maskrcnn4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {
    @TempDir
    Path folder;

    @Test
    void halfPrecisionAndIntegersBecomeFloats() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x0001)
                .putShort((short) 0x7c00);
        data.putShort((short) 0x3fc0).putDouble(0.1).putLong(-1);
        String header = "{\"f16\": {\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[0,8]},"
                + "\"bf16\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[8,10]},"
                + "\"f64\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[10,18]},"
                + "\"u64\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[18,26]}}   ";
        try (WeightFile file = SafetensorsReader.open(file(header, data.array()))) {
            assertThat(file.tensors().get("f16")).isEqualTo(new TensorInfo("f16", TensorType.F16, Shape.of(2, 2)));
            assertThat(file.floats("f16")).containsExactly(1, -2, 0x1p-24f, Float.POSITIVE_INFINITY);
            assertThat(file.floats("bf16")).containsExactly(1.5f);
            assertThat(file.floats("f64")).containsExactly(0.1f);
            assertThat(file.floats("u64")).containsExactly(0x1p64f);
        }
    }

    @Test
    void partsOfATensorAreReadIntoTheCallersMemory() throws IOException {
        String header = "{\"skipped\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}";
        try (WeightFile file = SafetensorsReader.open(file(header, new byte[] {9, 9, 1, 2, 3, 4}))) {
            for (ByteBuffer target : new ByteBuffer[] {ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)}) {
                file.read("a", 1, target.position(1).limit(3));
                assertThat(target.position()).isEqualTo(3);
                assertThat(target.clear().get(0)).isZero();
                assertThat(target.get(1)).isEqualTo((byte) 2);
                assertThat(target.get(2)).isEqualTo((byte) 3);
                assertThat(target.get(3)).isZero();
            }
            assertThatThrownBy(() -> file.read("a", 1, ByteBuffer.allocate(4)))
                    .isInstanceOf(WeightException.class)
                    .hasMessageContaining("has 4 bytes, asked for 4 from byte 1");
            assertThatThrownBy(() -> file.read("b")).hasMessageContaining("no tensor named b");
        }
    }

    @Test
    void dataBeyondTwoGibibytesAreFound() throws IOException {
        long first = 5L << 30;
        String header = "{\"big\":{\"dtype\":\"F32\",\"shape\":[1342177280],\"data_offsets\":[0," + first + "]},"
                + "\"last\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + first + "," + (first + 4) + "]}}";
        Path path = file(header, new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.seek(8 + header.length() + first);
            sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
        }
        try (WeightFile file = SafetensorsReader.open(path)) {
            assertThat(file.floats("last")).containsExactly(1);
            ByteBuffer tail = ByteBuffer.allocateDirect(4);
            file.read("big", first - 4, tail);
            assertThat(tail.flip().order(ByteOrder.LITTLE_ENDIAN).getFloat()).isZero();
            assertThatThrownBy(() -> file.read("big")).hasMessageContaining("more than one buffer holds");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}                     | span 4 bytes, F32 [2] takes 8
            {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}                    | cut off: its header announces 12 bytes of data, it holds 8
            {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}                     | 4 bytes follow the last tensor
            {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}                     | leave a gap
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | overlap
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}                     | are not a range
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}                    | are not a range
            {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}                    | negative size
            {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | more elements than can be counted
            {'a':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,8]}}   | more bytes than can be counted
            {'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}  | not JSON
            {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}                   | something else than whole numbers
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}                   | more than 2 entries
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}                       | needs dtype, shape and two data_offsets
            {'a':{'dtype':'F32','shape':[2]}}                                          | needs dtype, shape and two data_offsets
            {'a':{'dtype':'Q4','shape':[2],'data_offsets':[0,8]}}                      | element type Q4, which is not supported
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}               | unknown field x
            {'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}       | dtype must be one text
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | names a twice
            {'__metadata__':{'x':1}}                                                   | must map text to text
            {'__metadata__':{'x':{'y':{'z':{'w':1}}}}}                                 | must map text to text
            {'a':[[[[[[[[]]]]]]]]}                                                     | not a JSON object
            {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}}                    | damaged
            {'a'                                                                       | not JSON
            """)
    void headerThatContradictsItselfOrTheFileIsRefused(String header, String said) throws IOException {
        Path path = file(header.replace('\'', '"'), new byte[8]);
        assertThatThrownBy(() -> SafetensorsReader.open(path))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1);
    }

    @Test
    void headerLongerThanTheFileTakesNoMemory() throws IOException {
        assertRefused(
                ByteBuffer.allocate(9)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(99_000_000)
                        .put((byte) '{'),
                "cut off");
        assertRefused(
                ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40), "not a safetensors file");
        assertRefused(ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putLong(-1), "not a safetensors file");
        assertRefused(ByteBuffer.allocate(7), "too short");
    }

    @Test
    void headerThatIsNotUtf8IsRefused() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(4);
        assertRefused(bytes.put(new byte[] {'{', (byte) 0xc3, 0x28, '}'}), "not UTF-8");
    }

    @Test
    void aFileMayHoldNothing() throws IOException {
        try (WeightFile file = SafetensorsReader.open(file("{}", new byte[0]))) {
            assertThat(file.tensors()).isEmpty();
        }
    }

    @Test
    void manyTensorsKeepTheOrderOfTheirData() throws IOException {
        String header = IntStream.range(0, 1000)
                .mapToObj(i -> "\"t" + i + "\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[" + (999 - i) + ","
                        + (1000 - i) + "]}")
                .collect(Collectors.joining(",", "{", "}"));
        try (WeightFile file = SafetensorsReader.open(file(header, new byte[1000]))) {
            assertThat(file.tensors().keySet()).hasSize(1000).startsWith("t999").endsWith("t0");
        }
    }

    private void assertRefused(ByteBuffer content, String said) throws IOException {
        Path path = Files.write(folder.resolve("bad"), content.array());
        assertThatThrownBy(() -> SafetensorsReader.open(path))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining(said);
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return Files.write(
                folder.resolve("file.safetensors"),
                ByteBuffer.allocate(8 + json.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .put(data)
                        .array());
    }
}
