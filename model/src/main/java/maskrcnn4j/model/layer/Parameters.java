package maskrcnn4j.model.layer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.FusedConvolution;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;

/** The weights of a model in native memory; whoever holds this frees them. */
public final class Parameters implements AutoCloseable {
    private final TensorSource source;
    private final Device device;
    private final Precision precision;
    private final List<Tensor> owned = new ArrayList<>();
    private final List<FusedConvolution> operators = new ArrayList<>();

    /**
     * Reads weights by our names.
     *
     * @param source where they are read from
     * @param device where they go
     * @param precision what convolutions compute in; not {@link Precision#AUTO}
     */
    public Parameters(TensorSource source, Device device, Precision precision) {
        this.source = source;
        this.device = device;
        this.precision = precision;
    }

    /** Where the weights are. */
    public Device device() {
        return device;
    }

    /** What convolutions compute in. */
    public Precision precision() {
        return precision;
    }

    /** The element type of the convolutions' weights and of feature maps. */
    public ElementType elementType() {
        return precision.elementType();
    }

    /**
     * Reads a tensor as float32 and keeps what is made of it.
     *
     * @param name our name
     * @param preparation from the float32 tensor, row-major, on the device, to the one that is kept
     * @throws IOException if there is no such tensor or it cannot be read
     */
    public Tensor prepare(String name, UnaryOperator<Tensor> preparation) throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor prepared = scope.release(preparation.apply(read(name).to(device)));
            owned.add(prepared);
            return prepared;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** A convolution over weights that were prepared here, with or without a ReLU, in one operator. */
    public FusedConvolution fuse(Tensor weight, Tensor bias, ConvGeometry geometry, boolean relu) {
        FusedConvolution operator = new FusedConvolution(weight, bias, geometry, relu);
        operators.add(operator);
        return operator;
    }

    private Tensor read(String name) throws IOException {
        TensorInfo info = source.tensor(name);
        ElementType type = switch (info.type()) {
            case F32 -> ElementType.FLOAT32;
            case F64 -> ElementType.FLOAT64;
            case F16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
            default ->
                throw new WeightException(
                        "tensor " + name + " holds " + info.type() + " numbers: weights must be F64, F32, F16 or BF16");
        };
        return Tensors.filled(type, info.shape().toArray(), buffer -> {
                    try {
                        source.read(name, buffer);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .to(ElementType.FLOAT32);
    }

    /** How many numbers are held. */
    public long count() {
        return owned.stream().mapToLong(Tensor::count).sum();
    }

    @Override
    public void close() {
        operators.forEach(FusedConvolution::close);
        operators.clear();
        owned.forEach(Tensor::close);
        owned.clear();
    }
}
