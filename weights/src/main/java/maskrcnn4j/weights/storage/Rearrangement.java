package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;

/** Brings elements of any strides and byte order into row-major order, little-endian. */
final class Rearrangement {
    private final ByteBuffer from;
    private final ByteBuffer to;
    private final Shape shape;
    private final long[] strides;
    private final int width;

    private Rearrangement(ByteBuffer from, ByteBuffer to, TensorInfo info, long[] strides) {
        this.from = from;
        this.to = to;
        this.shape = info.shape();
        this.strides = strides;
        this.width = info.type().bytes();
    }

    static ByteBuffer rowMajor(TensorInfo info, Storage storage, long start, long[] strides, ByteOrder order)
            throws IOException {
        int width = info.type().bytes();
        long last = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            last += (info.shape().size(axis) - 1) * strides[axis];
        }
        long span = info.elements() == 0 ? 0 : (last + 1) * width;
        if (Math.max(span, info.byteSize()) > Integer.MAX_VALUE - 8) {
            throw new WeightException("tensor " + info.name() + " lies spread over " + span
                    + " bytes: only 2,147,483,639 can be brought into order");
        }
        ByteBuffer from = ByteBuffer.allocate((int) span).order(order);
        storage.read(start, from);
        ByteBuffer to = ByteBuffer.allocate((int) info.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
        if (info.elements() > 0) {
            new Rearrangement(from, to, info, strides).axis(0, 0);
        }
        return to.flip().asReadOnlyBuffer();
    }

    private void axis(int axis, int place) {
        if (axis >= shape.rank() - 1) {
            int count = shape.rank() == 0 ? 1 : (int) shape.size(axis);
            int step = shape.rank() == 0 ? 0 : (int) strides[axis] * width;
            row(place, count, step);
            return;
        }
        for (int i = 0; i < shape.size(axis); i++) {
            axis(axis + 1, place + i * (int) strides[axis] * width);
        }
    }

    private void row(int first, int count, int step) {
        for (int i = 0, at = first; i < count; i++, at += step) {
            switch (width) {
                case 1 -> to.put(from.get(at));
                case 2 -> to.putShort(from.getShort(at));
                case 4 -> to.putInt(from.getInt(at));
                default -> to.putLong(from.getLong(at));
            }
        }
    }
}
