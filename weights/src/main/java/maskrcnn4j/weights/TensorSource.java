package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Named tensors that can be read one at a time. The bytes of a tensor are its elements in row-major order, without
 * gaps, little-endian, whatever the container stores. Reading is safe from several threads at once.
 */
public interface TensorSource {

    /** All tensors by name, in the order of the source; unmodifiable. */
    Map<String, TensorInfo> tensors();

    /**
     * Reads bytes of a tensor into {@code target}, from its position to its limit. Fastest when the target is direct
     * memory: it is then filled without a copy in between.
     *
     * @param name one of {@link #tensors()}
     * @param offset the first byte to read, counted from the start of the tensor's data
     * @param target takes {@code target.remaining()} bytes
     * @throws WeightException if there is no such tensor or it ends before the target is full
     * @throws IOException if reading fails
     */
    void read(String name, long offset, ByteBuffer target) throws IOException;

    /**
     * What is known of one tensor.
     *
     * @throws WeightException if there is no such tensor
     */
    default TensorInfo tensor(String name) throws WeightException {
        TensorInfo info = tensors().get(name);
        if (info == null) {
            throw new WeightException("there is no tensor named " + name);
        }
        return info;
    }

    /**
     * Reads a whole tensor into {@code target}, whose remaining bytes must be exactly the tensor's.
     *
     * @throws WeightException if there is no such tensor or the target is of another size
     * @throws IOException if reading fails
     */
    default void read(String name, ByteBuffer target) throws IOException {
        TensorInfo info = tensor(name);
        if (target.remaining() != info.byteSize()) {
            throw new WeightException(
                    "tensor " + name + " has " + info.byteSize() + " bytes, the target takes " + target.remaining());
        }
        read(name, 0, target);
    }

    /**
     * Reads a whole tensor into fresh memory of Java's heap, little-endian, position 0. Direct memory that is not young any
     * more would be given back only by a collection of the whole heap, which a long training may not see for hours.
     *
     * @throws WeightException if there is no such tensor or it is larger than a buffer can be (2 GiB)
     * @throws IOException if reading fails
     */
    default ByteBuffer read(String name) throws IOException {
        TensorInfo info = tensor(name);
        if (info.byteSize() > Integer.MAX_VALUE) {
            throw new WeightException("tensor " + name + " has " + info.byteSize()
                    + " bytes, more than one buffer holds; read it in parts");
        }
        ByteBuffer target = ByteBuffer.allocate((int) info.byteSize());
        read(name, 0, target);
        return target.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a whole tensor as float32, row-major; other types are converted, integers rounded to the nearest float.
     *
     * @throws WeightException if there is no such tensor or it is larger than an array can be
     * @throws IOException if reading fails
     */
    default float[] floats(String name) throws IOException {
        return FloatReading.read(this, tensor(name));
    }

    /**
     * Reads a part of a tensor as float32; see {@link #floats(String)}.
     *
     * @param first the number of the first element, in row-major order
     * @param into takes the values from its start on
     * @param count how many
     * @throws WeightException if there is no such tensor or it ends before that
     * @throws IOException if reading fails
     */
    default void floats(String name, long first, float[] into, int count) throws IOException {
        FloatReading.read(this, tensor(name), first, into, count);
    }
}
