package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensors of another source with every float32 matrix and kernel as float16 (IEEE 754 binary16, rounded to the nearest,
 * ties to even), which halves a file. Vectors stay float32: they are small, and the variances among them may be too.
 */
public final class HalfTensors implements TensorSource {
    private static final float LARGEST = 65504;

    private final TensorSource source;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    /** A view of {@code source}; numbers are converted when they are read. */
    public HalfTensors(TensorSource source) {
        this.source = source;
        source.tensors().forEach((name, info) -> tensors.put(name, halved(info)));
    }

    private static TensorInfo halved(TensorInfo info) {
        boolean narrows = info.type() == TensorType.F32 && info.shape().rank() > 1;
        return narrows ? new TensorInfo(info.name(), TensorType.F16, info.shape()) : info;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * {@inheritDoc}
     *
     * @throws WeightException also if a number is beyond float16's range
     */
    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        if (tensor(name).type() == source.tensor(name).type()) {
            source.read(name, offset, target);
            return;
        }
        if (offset % Short.BYTES != 0 || target.remaining() % Short.BYTES != 0) {
            throw new IllegalArgumentException("tensor " + name + " is read in whole numbers of " + Short.BYTES
                    + " bytes, not " + target.remaining() + " from byte " + offset);
        }
        float[] values = new float[target.remaining() / Short.BYTES];
        source.floats(name, offset / Short.BYTES, values, values.length);
        ByteBuffer halves = ByteBuffer.allocate(target.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (Float.isFinite(value) && Math.abs(value) > LARGEST) {
                throw new WeightException("tensor " + name + " holds " + value + ", float16 ends at " + LARGEST
                        + "; keep these weights in float32");
            }
            halves.putShort(half(value));
        }
        target.put(halves.flip());
    }

    /** binary32 to binary16; the caller has seen to the range. */
    private static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        if (!Float.isFinite(value)) {
            return (short) (sign | 0x7c00 | (Float.isNaN(value) ? 0x200 : 0));
        }
        float magnitude = Math.abs(value);
        if (magnitude < 0x1p-14f) { // a subnormal: a multiple of 2^-24
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int raw = bits & 0x7fffffff;
        int rounded = raw + 0xfff + (raw >>> 13 & 1); // may carry into the exponent, as it should
        return (short) (sign | (rounded >>> 13) - (112 << 10));
    }
}
