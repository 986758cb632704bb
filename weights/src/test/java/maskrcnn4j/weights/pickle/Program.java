package maskrcnn4j.weights.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A pickle of any protocol, instruction by instruction, right or wrong. */
public final class Program {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Begins with the instruction that states the protocol; 0 and 1 have none. */
    public static Program protocol(int version) {
        Program program = new Program();
        return version < 2 ? program : program.raw(0x80, version);
    }

    public Program raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** Instructions that are letters, and the lines that belong to them. */
    public Program ascii(String instructions) {
        bytes.writeBytes(instructions.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Program times(int count, Consumer<Program> part) {
        for (int i = 0; i < count; i++) {
            part.accept(this);
        }
        return this;
    }

    /** BINUNICODE. */
    public Program text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return raw('X').u32(utf8.length).append(utf8);
    }

    /** BININT. */
    public Program integer(long value) {
        return value == (int) value ? raw('J').u32(value) : raw(0x8a, 8).i64(value);
    }

    public Program global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    /** A tuple of whole numbers. */
    public Program integers(long... values) {
        raw('(');
        for (long value : values) {
            integer(value);
        }
        return raw('t');
    }

    public Program u32(long value) {
        return append(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value));
    }

    public Program i64(long value) {
        return append(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
    }

    public Program append(ByteBuffer buffer) {
        return append(buffer.array());
    }

    public Program append(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** The bytes so far. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The bytes with the instruction that ends. */
    public byte[] end() {
        raw('.');
        return bytes();
    }
}
