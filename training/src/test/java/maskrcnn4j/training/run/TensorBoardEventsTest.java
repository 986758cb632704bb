package maskrcnn4j.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {
    @TempDir
    private Path folder;

    @Test
    void theChecksumIsTheMaskedCrc32cOfTheFormat() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        // CRC-32C of the digits is e3069283; rotated right by 15 bits and masked as the record format says.
        int expected = Integer.rotateRight(0xe3069283, 15) + 0xa282ead8;

        assertThat(TensorBoardEvents.maskedCrc(digits, 0, digits.length)).isEqualTo(expected);
    }

    @Test
    void aFileIsASequenceOfFramedRecordsTheFirstOfWhichNamesTheVersion() throws Exception {
        try (TensorBoardEvents events = new TensorBoardEvents(folder, 1_700_000_000L)) {
            events.append(7, 1_700_000_001.5, Map.of("loss", 0.25));
        }
        ByteBuffer bytes = ByteBuffer.wrap(
                        Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.maskrcnn4j")))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] version = record(bytes);
        byte[] event = record(bytes);

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(new String(version, StandardCharsets.ISO_8859_1)).contains("brain.Event:2");
        // wall_time (field 1, fixed64), step (field 2, varint), summary (field 5) { value (1) { tag (1), simple_value
        // (2) } }
        ByteBuffer message = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(message.get()).isEqualTo((byte) 0x09);
        assertThat(message.getDouble()).isEqualTo(1_700_000_001.5);
        assertThat(new byte[] {message.get(), message.get()}).containsExactly(0x10, 7);
        assertThat(new byte[] {message.get(), message.get(), message.get(), message.get()})
                .containsExactly(0x2a, 13, 0x0a, 11);
        assertThat(new byte[] {message.get(), message.get()}).containsExactly(0x0a, 4);
        byte[] tag = new byte[4];
        message.get(tag);
        assertThat(new String(tag, StandardCharsets.US_ASCII)).isEqualTo("loss");
        assertThat(message.get()).isEqualTo((byte) 0x15);
        assertThat(message.getFloat()).isEqualTo(0.25f);
        assertThat(message.hasRemaining()).isFalse();
    }

    @Test
    void aRestartIsAnEventOfTheSessionAtTheFirstStepThatIsTakenAgain() throws Exception {
        try (TensorBoardEvents events = new TensorBoardEvents(folder, 1_700_000_000L)) {
            events.restart(5, 1_700_000_001.5);
        }
        ByteBuffer bytes = ByteBuffer.wrap(
                        Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.maskrcnn4j")))
                .order(ByteOrder.LITTLE_ENDIAN);
        record(bytes);
        byte[] event = record(bytes);

        // step (field 2, varint), session_log (field 7) { status (1): START (1) }
        assertThat(java.util.Arrays.copyOfRange(event, 9, event.length)).containsExactly(0x10, 5, 0x3a, 2, 0x08, 1);
    }

    private static byte[] record(ByteBuffer bytes) {
        byte[] length = new byte[8];
        bytes.get(length);
        assertThat(bytes.getInt()).isEqualTo(TensorBoardEvents.maskedCrc(length, 0, 8));
        byte[] content = new byte
                [(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
        bytes.get(content);
        assertThat(bytes.getInt()).isEqualTo(TensorBoardEvents.maskedCrc(content, 0, content.length));
        return content;
    }
}
