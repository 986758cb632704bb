package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.FusedConvolution;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Unary;
import maskrcnn4j.weights.TensorSource;

/**
 * Weights for inference: everything that can be computed beforehand is. Batch norms are taken into the convolutions before
 * them, weights are converted and laid out, and on a CPU a convolution, its bias, a sum and the activation are one operator.
 */
public final class InferenceParameters implements Parameters {
    private final WeightReader reader;
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
    public InferenceParameters(TensorSource source, Device device, Precision precision) {
        this.reader = new WeightReader(source, device);
        this.device = device;
        this.precision = precision;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Tensor layOut(Tensor map) {
        return map.to(elementType()).channelsLast();
    }

    @Override
    public Weight weight(String name, UnaryOperator<Tensor> preparation) throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor prepared = own(scope, preparation.apply(reader.read(name)));
            return () -> prepared;
        }
    }

    @Override
    public Convolution convolution(Weight weight, Weight bias, ConvGeometry geometry, Activation activation) {
        return convolution(weight.get(), bias.get(), geometry, activation);
    }

    @Override
    public Convolution convolution(String name, ConvGeometry geometry, NormSpec norm, Activation activation)
            throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor weight = reader.read(name + ".weight");
            Tensor bias = !norm.isPresent() || norm.convolutionBias()
                    ? reader.read(name + ".bias")
                    : weight.select(1, 0).select(1, 0).select(1, 0).multiply(0);
            if (norm.hasStatistics()) {
                AffineNorm affine = AffineNorm.read(reader, name, norm);
                weight = affine.foldWeight(weight);
                bias = affine.foldBias(bias);
            }
            Tensor converted = own(scope, weight.to(elementType()).channelsLast());
            Tensor convertedBias = own(scope, bias.to(elementType()));
            if (norm.kind() != NormSpec.Kind.GROUP) {
                return convolution(converted, convertedBias, geometry, activation);
            }
            return new NormalizedConvolution(
                    convolution(converted, convertedBias, geometry, Activation.NONE),
                    GroupNorm.of(this, name, norm),
                    Activations.unary(activation));
        }
    }

    private Convolution convolution(Tensor weight, Tensor bias, ConvGeometry geometry, Activation activation) {
        Unary unary = Activations.unary(activation);
        if (!FusedConvolution.runsOn(device)) {
            return new PlainConvolution(() -> weight, Optional.of(() -> bias), geometry, unary);
        }
        FusedConvolution operator = new FusedConvolution(weight, bias, geometry, unary);
        operators.add(operator);
        boolean pointwise = geometry.equals(ConvGeometry.POINTWISE) && weight.size(2) == 1 && weight.size(3) == 1;
        return new OneOperatorConvolution(operator, pointwise);
    }

    private Tensor own(Scope scope, Tensor tensor) {
        // Preparations may give back a view, or the tensor itself, whose memory is then shared: that does no harm.
        Tensor mine = scope.release(tensor);
        owned.add(mine);
        return mine;
    }

    @Override
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
