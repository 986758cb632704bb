package maskrcnn4j.weights.caffe2;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A named argument of an operator. Usually one of its value fields is set; the others are empty. */
public final class Caffe2Argument {
    private final String name;
    private final OptionalDouble number;
    private final OptionalLong integer;
    private final ByteBuffer bytes;
    private final float[] floats;
    private final long[] integers;
    private final List<String> strings;

    Caffe2Argument(
            String name,
            OptionalDouble number,
            OptionalLong integer,
            ByteBuffer bytes,
            float[] floats,
            long[] integers,
            List<String> strings) {
        this.name = name;
        this.number = number;
        this.integer = integer;
        this.bytes = bytes.asReadOnlyBuffer();
        this.floats = floats;
        this.integers = integers;
        this.strings = List.copyOf(strings);
    }

    public String name() {
        return name;
    }

    /** Its real number (field {@code f}, stored as float32). */
    public OptionalDouble number() {
        return number;
    }

    /** Its whole number (field {@code i}). */
    public OptionalLong integer() {
        return integer;
    }

    /** Its byte string (field {@code s}), read-only; empty if there is none. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** A fresh array of its real numbers (field {@code floats}). */
    public float[] floats() {
        return floats.clone();
    }

    /** A fresh array of its whole numbers (field {@code ints}). */
    public long[] integers() {
        return integers.clone();
    }

    /** Its texts (field {@code strings}). */
    public List<String> strings() {
        return strings;
    }
}
