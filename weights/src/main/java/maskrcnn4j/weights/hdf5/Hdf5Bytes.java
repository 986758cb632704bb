package maskrcnn4j.weights.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian bytes that grow; every structure of an HDF5 file starts at a multiple of eight. */
final class Hdf5Bytes {
    static final long UNDEFINED = -1;

    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    int length() {
        return bytes.position();
    }

    Hdf5Bytes u8(int... values) {
        for (int value : values) {
            room(1).put((byte) value);
        }
        return this;
    }

    Hdf5Bytes u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    Hdf5Bytes u32(int value) {
        room(4).putInt(value);
        return this;
    }

    Hdf5Bytes u64(long... values) {
        for (long value : values) {
            room(8).putLong(value);
        }
        return this;
    }

    Hdf5Bytes put(byte[] values) {
        room(values.length).put(values);
        return this;
    }

    Hdf5Bytes put(Hdf5Bytes other) {
        return put(other.toArray());
    }

    /** A text with the zero byte that ends it. */
    Hdf5Bytes text(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    /** Fills up with zeros to a length. */
    Hdf5Bytes zerosTo(int length) {
        return put(new byte[length - length()]);
    }

    /** Fills up with zeros to the next multiple of eight. */
    Hdf5Bytes align() {
        return zerosTo((length() + 7) / 8 * 8);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes.array(), length());
    }

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), length() + count))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        return bytes;
    }
}
