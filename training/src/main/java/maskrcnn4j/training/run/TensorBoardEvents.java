package maskrcnn4j.training.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes numbers as TensorBoard reads them: a file of records (length, masked CRC-32C of the length, content, masked
 * CRC-32C of the content), each an {@code Event} message of TensorFlow's {@code event.proto}.
 */
public final class TensorBoardEvents implements AutoCloseable {
    private static final int MASK = 0xa282ead8;

    /** {@code SessionLog.SessionStatus.START}. */
    private static final int SESSION_START = 1;

    private final OutputStream out;

    /**
     * Begins a file in a folder; every run or resumption has its own, and TensorBoard joins them.
     *
     * @param seconds since 1970, in the file's name
     */
    public TensorBoardEvents(Path folder, long seconds) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("events.out.tfevents.%010d.maskrcnn4j".formatted(seconds));
        boolean begun = Files.exists(file);
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!begun) {
            Message first = new Message();
            first.fixed64(1, seconds);
            first.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
            record(first.toByteArray());
        }
    }

    /**
     * Notes that a run goes on, so that TensorBoard forgets what an earlier part of it wrote for steps that are now taken
     * again.
     *
     * @param step the first that is taken now
     */
    public void restart(long step, double seconds) throws IOException {
        Message start = new Message();
        start.varint(1, SESSION_START);
        Message event = new Message();
        event.fixed64(1, seconds);
        event.varint(2, step);
        event.bytes(7, start.toByteArray());
        record(event.toByteArray());
        out.flush();
    }

    /** Writes the numbers of one step. */
    public void append(long step, double seconds, Map<String, Double> values) throws IOException {
        Message summary = new Message();
        values.forEach((name, value) -> {
            Message number = new Message();
            number.bytes(1, name.getBytes(StandardCharsets.UTF_8));
            number.fixed32(2, value.floatValue());
            summary.bytes(1, number.toByteArray());
        });
        Message event = new Message();
        event.fixed64(1, seconds);
        event.varint(2, step);
        event.bytes(5, summary.toByteArray());
        record(event.toByteArray());
        out.flush();
    }

    private void record(byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(8 + 4 + content.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(content.length);
        record.putInt(maskedCrc(record.array(), 0, 8));
        record.put(content);
        record.putInt(maskedCrc(content, 0, content.length));
        out.write(record.array());
    }

    static int maskedCrc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** A message in the wire format of Protocol Buffers. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void varint(int field, long value) {
            unsigned((long) field << 3);
            unsigned(value);
        }

        void fixed64(int field, double value) {
            unsigned((long) field << 3 | 1);
            long bits = Double.doubleToRawLongBits(value);
            for (int i = 0; i < 8; i++) {
                out.write((int) (bits >>> 8 * i));
            }
        }

        void fixed32(int field, float value) {
            unsigned((long) field << 3 | 5);
            int bits = Float.floatToRawIntBits(value);
            for (int i = 0; i < 4; i++) {
                out.write(bits >>> 8 * i);
            }
        }

        void bytes(int field, byte[] value) {
            unsigned((long) field << 3 | 2);
            unsigned(value.length);
            out.writeBytes(value);
        }

        private void unsigned(long value) {
            long rest = value;
            while (rest > 0x7f) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
