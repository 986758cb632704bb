package maskrcnn4j.weights.caffe2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.weights.WeightException;

/**
 * Steps through one protobuf message, field by field. It never reads beyond the message and allocates nothing in
 * proportion to what the message merely claims.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer bytes;
    private int field;
    private int wireType;

    /** Reads the message that lies between the buffer's position and limit. */
    WireReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() throws WeightException {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > 0x1fffffff) {
            throw new WeightException("not a protobuf message: field number " + (tag >>> 3));
        }
        return true;
    }

    /** True if the message goes on. */
    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Number of the current field. */
    int field() {
        return field;
    }

    /** How the current field is stored: one of the constants of this class. */
    int wireType() {
        return wireType;
    }

    /** Reads a varint as a signed 64-bit number. */
    long varint() throws WeightException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            need(1);
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << 7 * i;
            if (next >= 0) {
                return value;
            }
        }
        throw new WeightException("damaged: a number takes more than " + MAX_VARINT_BYTES + " bytes");
    }

    float fixed32() throws WeightException {
        need(Float.BYTES);
        return bytes.getFloat();
    }

    /** The bytes of a length-delimited field, as a view into the message. */
    ByteBuffer block() throws WeightException {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new WeightException("the file is cut off or damaged: a field of " + Long.toUnsignedString(length)
                    + " bytes where " + bytes.remaining() + " are left");
        }
        ByteBuffer block = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return block;
    }

    String text() throws WeightException {
        return StandardCharsets.UTF_8.decode(block()).toString();
    }

    /** Checks that the current field is stored as its schema says. */
    void expect(int expected, String what) throws WeightException {
        if (wireType != expected) {
            throw new WeightException("not a Caffe2 network: " + what + " (field " + field + ") has wire type "
                    + wireType + " instead of " + expected);
        }
    }

    /** Passes over the current field. */
    void skip() throws WeightException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH_DELIMITED -> block();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new WeightException("not a protobuf message: wire type " + wireType);
        }
    }

    private void advance(int count) throws WeightException {
        need(count);
        bytes.position(bytes.position() + count);
    }

    private void need(int count) throws WeightException {
        if (bytes.remaining() < count) {
            throw new WeightException("the file is cut off in the middle of a field");
        }
    }
}
