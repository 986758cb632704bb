package maskrcnn4j.weights.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import maskrcnn4j.weights.storage.HeapStorage;
import maskrcnn4j.weights.storage.Storage;

/** A byte string, or a text too long to be meant for reading. Long ones stay in the file. */
public final class PickleBytes {
    /** Byte strings up to this length are held in memory. */
    static final int SHORT = 256;

    private final Storage stored;
    private final boolean text;

    private PickleBytes(Storage stored, boolean text) {
        this.stored = stored;
        this.text = text;
    }

    static PickleBytes of(Storage bytes) {
        return new PickleBytes(bytes, false);
    }

    static PickleBytes ofText(Storage utf8) {
        return new PickleBytes(utf8, true);
    }

    /** The text that a value is: a text, or the byte string of Python 2 that stands for one. Empty if it is neither, or long. */
    public static Optional<String> textOf(Object value) {
        if (value instanceof String text) {
            return Optional.of(text);
        }
        if (value instanceof PickleBytes bytes && bytes.stored instanceof HeapStorage held) {
            ByteBuffer target = ByteBuffer.allocate((int) held.size());
            held.read(0, target);
            return Optional.of(new String(target.array(), StandardCharsets.ISO_8859_1));
        }
        return Optional.empty();
    }

    /**
     * The bytes that a value is: a byte string, or a text whose characters stand for one byte each.
     *
     * @return empty if it is neither
     * @throws IOException if the file cannot be read
     */
    public static Optional<Storage> bytesOf(Object value) throws IOException {
        if (value instanceof String text) {
            return Optional.of(new HeapStorage(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        if (value instanceof PickleBytes bytes) {
            return Optional.of(bytes.text ? Latin1Storage.of(bytes.stored) : bytes.stored);
        }
        return Optional.empty();
    }
}
