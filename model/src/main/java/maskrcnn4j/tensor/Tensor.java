package maskrcnn4j.tensor;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/**
 * An n-dimensional array of numbers in native memory, with the operations the network needs.
 *
 * <p>A tensor belongs to the {@link Scope} it was made in. Shapes are written {@code [N, C, H, W]}; 4-d feature maps are
 * laid out channels-last in memory wherever speed matters, which changes no shape and no value. Operations that end in
 * {@code InPlace} change this tensor, all others give a new one. All throw {@link TensorException} on shapes that do not
 * fit and {@link TensorMemoryException} when memory runs out.
 */
public final class Tensor implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor handle;

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    org.bytedeco.pytorch.Tensor handle() {
        return handle;
    }

    // ---- what it is

    /** The sizes of all dimensions. */
    public long[] shape() {
        long[] shape = new long[(int) handle.dim()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = handle.size(i);
        }
        return shape;
    }

    /** The size of one dimension; negative numbers count from the last. */
    public long size(int dimension) {
        return NativeCalls.run("size(" + dimension + ")", () -> handle.size(dimension), this);
    }

    /** How many dimensions. */
    public int rank() {
        return (int) handle.dim();
    }

    /** How many elements. */
    public long count() {
        return handle.numel();
    }

    /** The kind of its numbers. */
    public ElementType type() {
        return ElementType.of(handle.scalar_type());
    }

    /** Where it lives. */
    public Device device() {
        return handle.is_cpu()
                ? Device.CPU
                : new Device(Device.Kind.CUDA, handle.device().index());
    }

    /** Type and shape in words, for messages: {@code float32 [1, 3, 320, 480]}. */
    public String describe() {
        return type().name().toLowerCase(Locale.ROOT) + " " + Arrays.toString(shape());
    }

    @Override
    public String toString() {
        return describe();
    }

    // ---- its numbers

    /** Copies all elements, row-major, converted to float32. */
    public float[] toFloats() {
        float[] values = new float[elementsForArray()];
        if (values.length > 0) {
            try (Scope scope = Scope.open();
                    Pointer data = onCpu(ElementType.FLOAT32).handle.data_ptr()) {
                new FloatPointer(data).get(values);
            }
        }
        return values;
    }

    /** Copies all elements, row-major, converted to float64. */
    public double[] toDoubles() {
        double[] values = new double[elementsForArray()];
        if (values.length > 0) {
            try (Scope scope = Scope.open();
                    Pointer data = onCpu(ElementType.FLOAT64).handle.data_ptr()) {
                new DoublePointer(data).get(values);
            }
        }
        return values;
    }

    /** Copies all elements, row-major, converted to int64. */
    public long[] toLongs() {
        long[] values = new long[elementsForArray()];
        if (values.length > 0) {
            try (Scope scope = Scope.open();
                    Pointer data = onCpu(ElementType.INT64).handle.data_ptr()) {
                new LongPointer(data).get(values);
            }
        }
        return values;
    }

    /** Copies all elements, row-major, converted to int32. */
    public int[] toInts() {
        int[] values = new int[elementsForArray()];
        if (values.length > 0) {
            try (Scope scope = Scope.open();
                    Pointer data = onCpu(ElementType.INT32).handle.data_ptr()) {
                new IntPointer(data).get(values);
            }
        }
        return values;
    }

    /** Copies the bytes of all elements, row-major, little-endian, in its own element type. */
    public byte[] toBytes() {
        byte[] values = new byte[Math.multiplyExact(elementsForArray(), type().bytes())];
        if (values.length > 0) {
            try (Scope scope = Scope.open();
                    Pointer data = onCpu(type()).handle.data_ptr()) {
                new BytePointer(data).get(values);
            }
        }
        return values;
    }

    private int elementsForArray() {
        if (count() > Integer.MAX_VALUE - 8) {
            throw new TensorException(describe() + " has more elements than a Java array can hold (2,147,483,639)");
        }
        return (int) count();
    }

    private Tensor onCpu(ElementType type) {
        return NativeCalls.tensor(
                "copy to the CPU",
                () -> handle.to(Device.CPU.toNative(), type.nativeType()).contiguous(),
                this);
    }

    // ---- arithmetic

    /** {@code this + other}, broadcast. */
    public Tensor add(Tensor other) {
        return NativeCalls.tensor("add", () -> handle.add(other.handle), this, other);
    }

    /** {@code this + value}. */
    public Tensor add(double value) {
        return NativeCalls.tensor("add", () -> handle.add(new Scalar(value)), this);
    }

    /** Adds {@code other} into this tensor and returns it. */
    public Tensor addInPlace(Tensor other) {
        NativeCalls.run("addInPlace", () -> handle.add_(other.handle), this, other);
        return this;
    }

    /** {@code this - other}, broadcast. */
    public Tensor subtract(Tensor other) {
        return NativeCalls.tensor("subtract", () -> handle.sub(other.handle), this, other);
    }

    /** {@code this * other}, element by element, broadcast. */
    public Tensor multiply(Tensor other) {
        return NativeCalls.tensor("multiply", () -> handle.mul(other.handle), this, other);
    }

    /** {@code this * value}. */
    public Tensor multiply(double value) {
        return NativeCalls.tensor("multiply", () -> handle.mul(new Scalar(value)), this);
    }

    /** {@code this / other}, element by element, broadcast. */
    public Tensor divide(Tensor other) {
        return NativeCalls.tensor("divide", () -> handle.div(other.handle), this, other);
    }

    /** The matrix product; leading dimensions are batches. */
    public Tensor matmul(Tensor other) {
        return NativeCalls.tensor("matmul", () -> torch.matmul(handle, other.handle), this, other);
    }

    /** {@code max(0, this)}. */
    public Tensor relu() {
        return NativeCalls.tensor("relu", handle::relu, this);
    }

    /** {@code max(0, this)}, written into this tensor, which is returned. */
    public Tensor reluInPlace() {
        NativeCalls.run("reluInPlace", handle::relu_, this);
        return this;
    }

    /** {@code 1 / (1 + exp(-this))}. */
    public Tensor sigmoid() {
        return NativeCalls.tensor("sigmoid", handle::sigmoid, this);
    }

    /** {@code exp(this)}. */
    public Tensor exp() {
        return NativeCalls.tensor("exp", handle::exp, this);
    }

    /** {@code |this|}. */
    public Tensor abs() {
        return NativeCalls.tensor("abs", handle::abs, this);
    }

    /** Softmax along a dimension. */
    public Tensor softmax(int dimension) {
        return NativeCalls.tensor("softmax", () -> torch.softmax(handle, dimension), this);
    }

    // ---- reductions

    /** The sum of all elements, a tensor without dimensions. */
    public Tensor sum() {
        return NativeCalls.tensor("sum", () -> handle.sum(), this);
    }

    /** The sum along one dimension, which disappears. */
    public Tensor sum(int dimension) {
        return NativeCalls.tensor("sum", () -> torch.sum(handle, dimension), this);
    }

    /** The mean along dimensions, which become size 1. */
    public Tensor mean(long... dimensions) {
        return NativeCalls.tensor("mean", () -> torch.mean(handle, dimensions, true, new ScalarTypeOptional()), this);
    }

    /** The square root of the sum of all squares, which are added up in float64. */
    public double norm() {
        try (Scope scope = Scope.open()) {
            return NativeCalls.tensor(
                            "norm",
                            () -> handle.norm(new ScalarOptional(new Scalar(2.0)), torch.ScalarType.Double),
                            this)
                    .item();
        }
    }

    /** The only element of a tensor of one element. */
    public double item() {
        if (count() != 1) {
            throw new TensorException("item of " + describe() + ": only a tensor of one element has one");
        }
        try (Scope scope = Scope.open()) {
            return handle.to(torch.ScalarType.Double).item_double();
        }
    }

    /** Whether both hold the same shape and the same values. */
    public boolean valuesEqual(Tensor other) {
        return NativeCalls.run("valuesEqual", () -> handle.equal(other.handle), this, other);
    }

    // ---- shape

    /** The same elements under another shape; one size may be -1. The memory is shared where its layout allows. */
    public Tensor reshape(long... shape) {
        return NativeCalls.tensor("reshape to " + Arrays.toString(shape), () -> handle.reshape(shape), this);
    }

    /** The same elements with the dimensions in another order; the memory is shared. */
    public Tensor permute(long... order) {
        return NativeCalls.tensor("permute to " + Arrays.toString(order), () -> handle.permute(order), this);
    }

    /** {@code [N, C r r, H, W]} becomes {@code [N, C, H r, W r]}: each pixel's r x r values side by side. */
    public Tensor pixelShuffle(int r) {
        return NativeCalls.tensor("pixelShuffle", () -> torch.pixel_shuffle(handle, r), this);
    }

    /** A contiguous part of one dimension; the memory is shared. */
    public Tensor narrow(int dimension, long start, long length) {
        return NativeCalls.tensor(
                "narrow(" + dimension + ", " + start + ", " + length + ")",
                () -> handle.narrow(dimension, start, length),
                this);
    }

    /** One index of one dimension, which disappears; the memory is shared. */
    public Tensor select(int dimension, long index) {
        return NativeCalls.tensor(
                "select(" + dimension + ", " + index + ")", () -> handle.select(dimension, index), this);
    }

    /** The rows of a dimension that an int64 tensor names, in that order. */
    public Tensor indexSelect(int dimension, Tensor indices) {
        return NativeCalls.tensor(
                "indexSelect", () -> torch.index_select(handle, dimension, indices.handle), this, indices);
    }

    /** The {@code k} largest along the last dimension, sorted from the largest. */
    public TopK topK(long k) {
        Scope.requireOpen();
        T_TensorTensor_T both = NativeCalls.run("topK(" + k + ")", () -> torch.topk(handle, k, -1, true, true), this);
        return new TopK(new Tensor(both.get0()), new Tensor(both.get1()));
    }

    /**
     * What {@link #topK} gives.
     *
     * @param values the largest values, sorted from the largest
     * @param indices int64, where they stood
     */
    public record TopK(Tensor values, Tensor indices) {}

    // ---- type, layout, place

    /** The same values as another element type; this tensor where nothing changes. */
    public Tensor to(ElementType type) {
        return type() == type ? this : NativeCalls.tensor("to " + type, () -> handle.to(type.nativeType()), this);
    }

    /** The same values on a device; this tensor where nothing changes. */
    public Tensor to(Device device) {
        return device.equals(device())
                ? this
                : NativeCalls.tensor("to " + device, () -> handle.to(device.toNative(), handle.scalar_type()), this);
    }

    /** A row-major copy, or this tensor's own memory where it is row-major already. */
    public Tensor contiguous() {
        return NativeCalls.tensor("contiguous", () -> handle.contiguous(), this);
    }

    /** The same {@code [N, C, H, W]} values with the channels of a pixel side by side in memory. */
    public Tensor channelsLast() {
        return handle.is_contiguous(torch.MemoryFormat.ChannelsLast)
                ? this
                : NativeCalls.tensor("channelsLast", () -> handle.contiguous(torch.MemoryFormat.ChannelsLast), this);
    }

    /** A copy with memory of its own. */
    public Tensor copy() {
        return NativeCalls.tensor("copy", () -> handle.clone(new MemoryFormatOptional()), this);
    }

    /** Frees this tensor before its scope does. Needed only for what was kept or released out of every scope. */
    @Override
    public void close() {
        handle.close();
    }
}
