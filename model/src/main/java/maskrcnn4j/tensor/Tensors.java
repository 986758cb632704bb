package maskrcnn4j.tensor;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Makes tensors out of Java arrays, and new tensors out of several. */
public final class Tensors {
    private Tensors() {}

    /**
     * A float32 tensor with a copy of the values.
     *
     * @throws TensorException if the shape does not hold as many elements as there are values
     */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = empty(ElementType.FLOAT32, checked(values.length, shape));
        if (values.length > 0) {
            try (Pointer data = tensor.handle().data_ptr()) {
                new FloatPointer(data).put(values);
            }
        }
        return tensor;
    }

    /** An int32 tensor with a copy of the values; see {@link #of(float[], long...)}. */
    public static Tensor of(int[] values, long... shape) {
        Tensor tensor = empty(ElementType.INT32, checked(values.length, shape));
        if (values.length > 0) {
            try (Pointer data = tensor.handle().data_ptr()) {
                new IntPointer(data).put(values);
            }
        }
        return tensor;
    }

    /** An int64 tensor with a copy of the values; see {@link #of(float[], long...)}. */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = empty(ElementType.INT64, checked(values.length, shape));
        if (values.length > 0) {
            try (Pointer data = tensor.handle().data_ptr()) {
                new LongPointer(data).put(values);
            }
        }
        return tensor;
    }

    /** A uint8 tensor with a copy of the values, read as 0 to 255; see {@link #of(float[], long...)}. */
    public static Tensor of(byte[] values, long... shape) {
        Tensor tensor = empty(ElementType.UINT8, checked(values.length, shape));
        if (values.length > 0) {
            try (Pointer data = tensor.handle().data_ptr()) {
                new BytePointer(data).put(values);
            }
        }
        return tensor;
    }

    /** A tensor on the CPU whose elements are not set yet. */
    public static Tensor empty(ElementType type, long... shape) {
        return empty(type, Device.CPU, shape);
    }

    /** A tensor on a device whose elements are not set yet. */
    public static Tensor empty(ElementType type, Device device, long... shape) {
        return NativeCalls.tensor(
                "a tensor " + type + " " + Arrays.toString(shape),
                () -> torch.empty(shape, options(type, device), new MemoryFormatOptional()));
    }

    /** A tensor on the CPU full of zeros. */
    public static Tensor zeros(ElementType type, long... shape) {
        return zeros(type, Device.CPU, shape);
    }

    /** A tensor on a device full of zeros. */
    public static Tensor zeros(ElementType type, Device device, long... shape) {
        return NativeCalls.tensor(
                "a tensor " + type + " " + Arrays.toString(shape), () -> torch.zeros(shape, options(type, device)));
    }

    /** A tensor on the CPU full of one value. */
    public static Tensor full(ElementType type, double value, long... shape) {
        return NativeCalls.tensor(
                "a tensor " + type + " " + Arrays.toString(shape),
                () -> torch.full(shape, new Scalar(value), options(type, Device.CPU)));
    }

    /**
     * A tensor on the CPU whose memory is filled by a reader, without a copy in between.
     *
     * @param fill is handed the tensor's memory as one direct buffer (row-major, little-endian); it must not keep it
     * @throws TensorException if the tensor is larger than a buffer can be (2 GiB)
     */
    public static Tensor filled(ElementType type, long[] shape, Consumer<ByteBuffer> fill) {
        Tensor tensor = empty(type, shape);
        long bytes = Math.multiplyExact(tensor.count(), (long) type.bytes());
        if (bytes > Integer.MAX_VALUE) {
            throw new TensorException(
                    tensor.describe() + " takes " + bytes + " bytes: one tensor holds at most 2,147,483,647");
        }
        if (bytes > 0) {
            try (Pointer data = tensor.handle().data_ptr()) {
                Buffer memory = new BytePointer(data).capacity(bytes).asBuffer();
                fill.accept((ByteBuffer) memory);
            }
        }
        return tensor;
    }

    /** Joins tensors along a dimension that exists. */
    public static Tensor concatenate(List<Tensor> parts, int dimension) {
        return NativeCalls.tensor(
                "concatenate", () -> torch.cat(vector(parts), dimension), parts.toArray(Tensor[]::new));
    }

    /** Joins rows as float32: converted on the way, where no gradient is wanted; the only tensor itself, if it is float32. */
    public static Tensor concatenateFloat32(List<Tensor> parts) {
        if (parts.size() == 1) {
            return parts.get(0).to(ElementType.FLOAT32);
        }
        if (parts.get(0).type() == ElementType.FLOAT32 || parts.stream().anyMatch(Autograd::isTracked)) {
            return concatenate(parts, 0).to(ElementType.FLOAT32);
        }
        long[] shape = parts.get(0).shape();
        shape[0] = parts.stream().mapToLong(part -> part.size(0)).sum();
        Tensor joined = empty(ElementType.FLOAT32, parts.get(0).device(), shape);
        long first = 0;
        for (Tensor part : parts) {
            long rows = part.size(0);
            Tensor target = joined.narrow(0, first, rows);
            NativeCalls.run("copy", () -> target.handle().copy_(part.handle()), target, part);
            first += rows;
        }
        return joined;
    }

    /** Joins tensors of one shape along a new dimension. */
    public static Tensor stack(List<Tensor> parts, int dimension) {
        return NativeCalls.tensor("stack", () -> torch.stack(vector(parts), dimension), parts.toArray(Tensor[]::new));
    }

    private static TensorVector vector(List<Tensor> parts) {
        return new TensorVector(parts.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new));
    }

    private static long[] checked(int values, long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        if (elements != values) {
            throw new TensorException(values + " values do not fill the shape " + Arrays.toString(shape) + " ("
                    + elements + " elements)");
        }
        return shape;
    }

    private static TensorOptions options(ElementType type, Device device) {
        return new TensorOptions()
                .dtype(new ScalarTypeOptional(type.nativeType()))
                .device(new DeviceOptional(device.toNative()));
    }
}
