package maskrcnn4j.weights.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.HeapStorage;
import maskrcnn4j.weights.storage.Storage;

/** Steps through a stored pickle. What is long is passed over, not read; no claimed length is believed before it is checked. */
final class PickleInput {
    /** Longest text, number or line that is read. */
    static final int LONGEST = 1 << 16;

    private final Storage storage;
    private final ByteBuffer buffer;
    /** Place in the storage of the buffer's first byte. */
    private long base;

    PickleInput(Storage storage, long start) {
        this.storage = storage;
        this.base = start;
        this.buffer = ByteBuffer.allocate((int) Math.min(LONGEST, Math.max(8, storage.size())))
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
    }

    long position() {
        return base + buffer.position();
    }

    private void need(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return;
        }
        long at = position();
        if (count > storage.size() - at) {
            throw cutOff();
        }
        base = at;
        buffer.clear().limit((int) Math.min(buffer.capacity(), storage.size() - at));
        storage.read(at, buffer);
        buffer.flip();
    }

    int u8() throws IOException {
        need(1);
        return buffer.get() & 0xff;
    }

    int u16() throws IOException {
        need(2);
        return buffer.getShort() & 0xffff;
    }

    int i32() throws IOException {
        need(4);
        return buffer.getInt();
    }

    long u32() throws IOException {
        return Integer.toUnsignedLong(i32());
    }

    long i64() throws IOException {
        need(8);
        return buffer.getLong();
    }

    /** Of all numbers, this one is stored with its highest byte first. */
    double f64() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(i64()));
    }

    /** The next bytes, at most {@link #LONGEST}. */
    byte[] bytes(long count, String what) throws IOException {
        if (count < 0 || count > storage.size() - position()) {
            throw cutOff();
        }
        if (count > LONGEST) {
            throw new WeightException(
                    "the pickle holds " + what + " of " + count + " bytes, at most " + LONGEST + " are read");
        }
        byte[] bytes = new byte[(int) count];
        for (int done = 0; done < bytes.length; ) {
            need(1);
            int part = Math.min(buffer.remaining(), bytes.length - done);
            buffer.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /** A byte string: in memory if it is short, otherwise where it lies. */
    PickleBytes byteString(long length) throws IOException {
        return length >= 0 && length <= PickleBytes.SHORT
                ? PickleBytes.of(new HeapStorage(bytes(length, "a byte string")))
                : PickleBytes.of(part(length));
    }

    /** A text, or what may be the bytes of an array dressed as one. */
    Object text(long length) throws IOException {
        return length >= 0 && length <= LONGEST
                ? new String(bytes(length, "a text"), StandardCharsets.UTF_8)
                : PickleBytes.ofText(part(length));
    }

    private Storage part(long length) throws IOException {
        long start = position();
        if (length < 0 || length > storage.size() - start) {
            throw cutOff();
        }
        skip(length);
        return storage.part(start, length);
    }

    private void skip(long count) {
        if (count <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) count);
        } else {
            base = position() + count;
            buffer.position(0).limit(0);
        }
    }

    /** The text up to the next line feed, which is passed. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = u8(); next != '\n'; next = u8()) {
            if (line.length() == LONGEST) {
                throw new WeightException("damaged: the pickle holds a line of more than " + LONGEST + " characters");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static WeightException cutOff() {
        return new WeightException("the file is cut off or damaged: its pickle goes on where the data end");
    }
}
