package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose last axis becomes the first, and whose second to last the second: {@code [kh, kw, in, out]} to {@code [out,
 * in, kh, kw]}, or {@code [in, out]} to {@code [out, in]}. It is turned when it is read, as float32.
 */
final class TurnedTensor {
    /** Floats of the file that are held at once: as many as the cache near a core does. */
    private static final int CHUNK = 1 << 16;

    private static final ThreadLocal<ByteBuffer> BYTES = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN));

    private final TensorSource source;
    private final TensorInfo info;
    private final int pixels;
    private final int in;
    private final int out;
    private final boolean flat;
    private @Nullable ByteBuffer kept;

    private TurnedTensor(TensorSource source, TensorInfo info, int pixels, int in, int out, boolean flat) {
        this.source = source;
        this.info = info;
        this.pixels = pixels;
        this.in = in;
        this.out = out;
        this.flat = flat;
    }

    /** @throws WeightException if the tensor has another number of axes */
    static TurnedTensor of(TensorSource source, TensorInfo info, WeightNaming.Layout layout) throws WeightException {
        boolean flat = layout == WeightNaming.Layout.TRANSPOSED;
        Shape shape = info.shape();
        if (shape.rank() != (flat ? 2 : 4)) {
            throw new WeightException("tensor " + info.name() + " has shape " + shape + ", expected are "
                    + (flat ? "2 dimensions, [in, out]" : "4 dimensions, [kh, kw, in, out]"));
        }
        if (shape.elements() > Integer.MAX_VALUE / Float.BYTES) {
            throw new WeightException("tensor " + info.name() + " has " + shape.elements() + " values, too many");
        }
        int pixels = flat ? 1 : (int) (shape.size(0) * shape.size(1));
        return new TurnedTensor(
                source, info, pixels, (int) shape.size(shape.rank() - 2), (int) shape.size(shape.rank() - 1), flat);
    }

    Shape shape() {
        return flat
                ? Shape.of(out, in)
                : Shape.of(out, in, info.shape().size(0), info.shape().size(1));
    }

    /** As {@link TensorSource#read(String, long, ByteBuffer)}. */
    void read(long offset, ByteBuffer target) throws IOException {
        long size = info.elements() * Float.BYTES;
        if (offset < 0 || offset > size - target.remaining()) {
            throw new WeightException("tensor " + info.name() + " has " + size + " bytes, asked for "
                    + target.remaining() + " from byte " + offset);
        }
        if (offset == 0 && target.remaining() == size) {
            turn(target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
            target.position(target.limit());
            return;
        }
        readPart((int) offset, target, (int) size);
    }

    /** Whoever reads in parts reads all of them: the whole is kept until its end was read. */
    private synchronized void readPart(int offset, ByteBuffer target, int size) throws IOException {
        if (kept == null) {
            kept = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
            turn(kept.asFloatBuffer());
        }
        boolean end = offset + target.remaining() == size;
        target.put(kept.slice(offset, target.remaining()));
        if (end) {
            kept = null;
        }
    }

    private void turn(FloatBuffer turned) throws IOException {
        if (info.elements() == 0) {
            return;
        }
        boolean plain = info.type() == TensorType.F32 && out <= CHUNK;
        int rows = Math.max(1, CHUNK / out);
        float[] converted = plain ? new float[0] : new float[rows * out];
        FloatBuffer chunk = plain ? BYTES.get().clear().asFloatBuffer() : FloatBuffer.wrap(converted);
        for (int first = 0; first < pixels * in; first += rows) {
            int count = Math.min(rows, pixels * in - first);
            if (plain) {
                ByteBuffer bytes = BYTES.get();
                bytes.clear().limit(Float.BYTES * count * out);
                source.read(info.name(), (long) first * out * Float.BYTES, bytes);
            } else {
                source.floats(info.name(), (long) first * out, converted, count * out);
            }
            scatter(chunk, first, count, turned);
        }
    }

    private void scatter(FloatBuffer chunk, int first, int count, FloatBuffer turned) {
        for (int o = 0; o < out; o++) {
            int pixel = first / in;
            int channel = first % in;
            int base = o * in * pixels;
            for (int row = 0; row < count; row++) {
                turned.put(base + channel * pixels + pixel, chunk.get(row * out + o));
                if (++channel == in) {
                    channel = 0;
                    pixel++;
                }
            }
        }
    }
}
