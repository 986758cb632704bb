package maskrcnn4j.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a pickle of protocol 2, instruction by instruction. */
public final class PickleWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Begins a pickle. */
    public PickleWriter() {
        bytes.write(0x80);
        bytes.write(2);
    }

    /** A class or function by name. */
    public PickleWriter global(String module, String name) {
        bytes.write('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.write('X');
        littleEndian(utf8.length, Integer.BYTES);
        bytes.writeBytes(utf8);
        return this;
    }

    public PickleWriter integer(long value) {
        if (value == (int) value) {
            bytes.write('J');
            littleEndian(value, Integer.BYTES);
        } else {
            bytes.write(0x8a);
            bytes.write(Long.BYTES);
            littleEndian(value, Long.BYTES);
        }
        return this;
    }

    public PickleWriter no() {
        bytes.write(0x89);
        return this;
    }

    /** Begins the values that {@link #tuple} or {@link #setItems} takes. */
    public PickleWriter mark() {
        bytes.write('(');
        return this;
    }

    /** Makes a tuple of the values since the mark. */
    public PickleWriter tuple() {
        bytes.write('t');
        return this;
    }

    /** A tuple of whole numbers. */
    public PickleWriter tuple(long... values) {
        mark();
        for (long value : values) {
            integer(value);
        }
        return tuple();
    }

    /** Calls the last value but one with the arguments that are the last. */
    public PickleWriter call() {
        bytes.write('R');
        return this;
    }

    /** Stores the keys and values since the mark in the dictionary before it. */
    public PickleWriter setItems() {
        bytes.write('u');
        return this;
    }

    /** Makes a reference of the last value. */
    public PickleWriter reference() {
        bytes.write('Q');
        return this;
    }

    /** Ends the pickle. */
    public byte[] finish() {
        bytes.write('.');
        return bytes.toByteArray();
    }

    private void littleEndian(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> 8 * i));
        }
    }
}
