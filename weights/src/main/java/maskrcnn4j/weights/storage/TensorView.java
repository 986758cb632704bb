package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose elements lie somewhere in a storage. What lies there row-major and little-endian is read as it is;
 * anything else is rearranged in memory on first use.
 */
public final class TensorView {
    private final TensorInfo info;
    private final Storage storage;
    private final long start;
    private final long[] strides;
    private final ByteOrder order;
    private final boolean plain;
    private @Nullable SoftReference<ByteBuffer> rearranged;

    private TensorView(TensorInfo info, Storage storage, long start, long[] strides, ByteOrder order) {
        this.info = info;
        this.storage = storage;
        this.start = start;
        this.strides = strides;
        this.order = order;
        this.plain = Arrays.equals(strides, rowMajor(info.shape()))
                && (order == ByteOrder.LITTLE_ENDIAN || info.type().bytes() == 1);
    }

    /**
     * A view.
     *
     * @param storage where the elements are
     * @param start the first element's place in it, in bytes
     * @param strides how many elements lie between neighbours along each axis
     * @param order of the bytes of an element
     * @throws WeightException if an element lies outside of the storage
     */
    public static TensorView of(TensorInfo info, Storage storage, long start, long[] strides, ByteOrder order)
            throws WeightException {
        Shape shape = info.shape();
        String tensor = "damaged: tensor " + info.name() + ": ";
        if (strides.length != shape.rank()) {
            throw new WeightException(tensor + "shape " + shape + " and " + strides.length + " strides");
        }
        long[] used = strides.clone();
        long[] packed = rowMajor(shape);
        for (int axis = 0; axis < used.length; axis++) {
            if (used[axis] < 0) {
                throw new WeightException(tensor + "negative stride " + used[axis]);
            }
            if (shape.size(axis) == 1 || shape.elements() == 0) {
                used[axis] = packed[axis]; // never stepped along
            }
        }
        long end;
        try {
            long last = 0;
            for (int axis = 0; axis < used.length; axis++) {
                long steps = Math.max(0, shape.size(axis) - 1);
                last = Math.addExact(last, Math.multiplyExact(steps, used[axis]));
            }
            long span = shape.elements() == 0
                    ? 0
                    : Math.multiplyExact(Math.addExact(last, 1), info.type().bytes());
            end = Math.addExact(start, span);
        } catch (ArithmeticException e) {
            throw new WeightException(tensor + "strides that reach further than can be counted", e);
        }
        if (start < 0 || end > storage.size()) {
            throw new WeightException(tensor + info.type() + " " + shape + " reaches from byte " + start + " to " + end
                    + " of a storage of " + storage.size() + " bytes");
        }
        return new TensorView(info, storage, start, used, order);
    }

    /** The strides of elements that lie one after the other, the last axis fastest. */
    public static long[] rowMajor(Shape shape) {
        long[] strides = new long[shape.rank()];
        long step = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape.elements() == 0 ? 1 : shape.size(axis);
        }
        return strides;
    }

    /** The strides of elements that lie one after the other, the first axis fastest, as in Fortran. */
    public static long[] columnMajor(Shape shape) {
        long[] strides = new long[shape.rank()];
        long step = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = step;
            step *= shape.elements() == 0 ? 1 : shape.size(axis);
        }
        return strides;
    }

    /** Name, type and shape. */
    public TensorInfo info() {
        return info;
    }

    /**
     * Reads bytes of the tensor as {@link maskrcnn4j.weights.TensorSource#read(String, long, ByteBuffer)} gives them.
     *
     * @param offset the first byte to read, counted from the start of the tensor
     * @param target takes {@code target.remaining()} bytes
     * @throws WeightException if the tensor ends before the target is full
     */
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > info.byteSize() - target.remaining()) {
            throw new WeightException("tensor " + info.name() + " has " + info.byteSize() + " bytes, asked for "
                    + target.remaining() + " from byte " + offset);
        }
        if (plain) {
            storage.read(start + offset, target);
        } else {
            target.put(rearranged().slice((int) offset, target.remaining()));
        }
    }

    private synchronized ByteBuffer rearranged() throws IOException {
        ByteBuffer kept = rearranged == null ? null : rearranged.get();
        if (kept == null) {
            kept = Rearrangement.rowMajor(info, storage, start, strides, order);
            rearranged = new SoftReference<>(kept);
        }
        return kept;
    }
}
