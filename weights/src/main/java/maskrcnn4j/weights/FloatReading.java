package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns tensors of any element type into float32, through a buffer of bounded size. */
final class FloatReading {
    private static final int CHUNK_ELEMENTS = 1 << 16;

    private FloatReading() {}

    static float[] read(TensorSource source, TensorInfo info) throws IOException {
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw new WeightException("tensor " + info.name() + " has " + info.elements()
                    + " elements, more than one array holds; read it in parts");
        }
        float[] values = new float[(int) info.elements()];
        read(source, info, 0, values, values.length);
        return values;
    }

    static void read(TensorSource source, TensorInfo info, long first, float[] values, int length) throws IOException {
        int width = info.type().bytes();
        ByteBuffer chunk =
                ByteBuffer.allocate(Math.min(length, CHUNK_ELEMENTS) * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, CHUNK_ELEMENTS);
            chunk.clear().limit(count * width);
            source.read(info.name(), (first + done) * width, chunk);
            chunk.flip();
            convert(chunk, info.type(), values, done, count);
            done += count;
        }
    }

    private static void convert(ByteBuffer from, TensorType type, float[] to, int at, int count) {
        if (type == TensorType.F32) {
            from.asFloatBuffer().get(to, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[at + i] = element(from, type, i);
        }
    }

    private static float element(ByteBuffer from, TensorType type, int i) {
        return switch (type) {
            case F64 -> (float) from.getDouble(8 * i);
            case F32 -> from.getFloat(4 * i);
            case F16 -> half(from.getShort(2 * i));
            case BF16 -> Float.intBitsToFloat(from.getShort(2 * i) << 16);
            case I64 -> from.getLong(8 * i);
            case I32 -> from.getInt(4 * i);
            case I16 -> from.getShort(2 * i);
            case I8 -> from.get(i);
            case U64 -> unsigned(from.getLong(8 * i));
            case U32 -> Integer.toUnsignedLong(from.getInt(4 * i));
            case U16 -> Short.toUnsignedInt(from.getShort(2 * i));
            case U8 -> Byte.toUnsignedInt(from.get(i));
            case BOOL -> from.get(i) == 0 ? 0 : 1;
        };
    }

    /** Halving an odd number first must not lose the bit that decides the rounding. */
    private static float unsigned(long value) {
        return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
    }

    /** IEEE 754 binary16 to binary32, exact. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
