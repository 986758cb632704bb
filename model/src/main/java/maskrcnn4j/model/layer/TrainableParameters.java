package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Normalizations;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.tensor.Unary;
import maskrcnn4j.weights.TensorSource;

/**
 * Weights for training: every one is a float32 tensor, of which those that are trained are tracked. Layers compute through
 * operators that have gradients. In bf16 convolutions see weights that are converted within the graph; norms, losses and boxes
 * stay float32.
 *
 * <p>A batch norm whose weight and bias are frozen is no longer trained: it uses its running statistics, and these stay.
 * Norms of the kind {@code FROZEN_BATCH} are taken into the convolution's weight within the graph, which costs a pass over the
 * weight instead of several over the map.
 */
public final class TrainableParameters implements Parameters {
    private final WeightReader reader;
    private final Device device;
    private final Precision precision;
    private final Predicate<String> frozen;
    private final Layout layout;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, Tensor> trainable = new LinkedHashMap<>();
    private final List<Tensor> liveStatistics = new ArrayList<>();
    private final List<Tensor> derived = new ArrayList<>();

    /** How feature maps lie in memory. */
    public enum Layout {
        /** The channels of a pixel side by side: fast on a CPU. */
        CHANNELS_LAST,
        /** Channel after channel: on a CPU, batch statistics are summed more exactly. */
        ROW_MAJOR
    }

    /**
     * Reads weights by our names.
     *
     * @param source where they are read from
     * @param device where they go
     * @param precision what convolutions compute in; not {@link Precision#AUTO}
     * @param frozen which weights, by our names, are not trained; statistics of norms never are
     * @param layout of feature maps
     */
    public TrainableParameters(
            TensorSource source, Device device, Precision precision, Predicate<String> frozen, Layout layout) {
        this.reader = new WeightReader(source, device);
        this.device = device;
        this.precision = precision;
        this.frozen = frozen;
        this.layout = layout;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    /** The tensors that are trained, by our names, in the order of the network's parts. They may be changed in place. */
    public Map<String, Tensor> trainable() {
        return Collections.unmodifiableMap(trainable);
    }

    /** All tensors of the model, by our names: float32, row-major. */
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The running statistics that every pass moves. */
    public List<Tensor> liveStatistics() {
        return Collections.unmodifiableList(liveStatistics);
    }

    @Override
    public Tensor layOut(Tensor map) {
        Tensor converted = map.to(elementType());
        return layout == Layout.CHANNELS_LAST ? converted.channelsLast() : converted.contiguous();
    }

    @Override
    public Weight weight(String name, UnaryOperator<Tensor> preparation) throws IOException {
        Tensor leaf = tensor(name, frozen.test(name));
        return () -> preparation.apply(leaf);
    }

    @Override
    public Convolution convolution(Weight weight, Weight bias, ConvGeometry geometry, Activation activation) {
        return new PlainConvolution(weight, Optional.of(bias), geometry, Activations.unary(activation));
    }

    @Override
    public Convolution convolution(String name, ConvGeometry geometry, NormSpec norm, Activation activation)
            throws IOException {
        Unary unary = Activations.unary(activation);
        boolean biased = !norm.isPresent() || norm.convolutionBias();
        return switch (norm.kind()) {
            case NONE -> plain(name, geometry, true, unary);
            case FROZEN_BATCH -> {
                ElementType type = computedIn(name, geometry);
                AffineNorm affine = frozenNorm(name, norm);
                Weight weight = weight(name + ".weight", plain -> lay(affine.foldWeight(plain), type));
                Weight bias = biased
                        ? weight(name + ".bias", plain -> affine.foldBias(plain).to(type))
                        : () -> affine.shift().to(type);
                yield new PlainConvolution(weight, Optional.of(bias), geometry, unary);
            }
            case FIXED_STATISTICS -> fixedStatistics(name, geometry, norm, unary, biased);
            case BATCH -> {
                Convolution plain = plain(name, geometry, biased, Unary.NONE);
                yield new NormalizedConvolution(plain, batchNorm(name, norm), unary);
            }
            case GROUP -> {
                Convolution plain = plain(name, geometry, biased, Unary.NONE);
                yield new NormalizedConvolution(plain, GroupNorm.of(this, name, norm), unary);
            }
        };
    }

    /** Taken into the convolution within the graph, so that weight and bias of the norm get their gradients. */
    private Convolution fixedStatistics(String name, ConvGeometry geometry, NormSpec norm, Unary unary, boolean biased)
            throws IOException {
        Tensor gamma = tensor(name + ".norm.weight", frozen.test(name + ".norm.weight"));
        Tensor beta = tensor(name + ".norm.bias", frozen.test(name + ".norm.bias"));
        Tensor mean = tensor(name + ".norm.mean", true);
        float[] factors = tensor(name + ".norm.var", true).toFloats();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) (1 / Math.sqrt(factors[i] + norm.eps()));
        }
        Tensor factor;
        try (Scope scope = Scope.open()) {
            factor = own(scope, Tensors.of(factors, factors.length).to(device));
        }
        ElementType type = computedIn(name, geometry);
        Weight weight = weight(
                name + ".weight",
                plain -> lay(plain.multiply(gamma.multiply(factor).reshape(-1, 1, 1, 1)), type));
        Weight bias = biased
                ? weight(
                        name + ".bias",
                        plain -> plain.subtract(mean)
                                .multiply(gamma.multiply(factor))
                                .add(beta)
                                .to(type))
                : () -> beta.subtract(mean.multiply(gamma.multiply(factor))).to(type);
        return new PlainConvolution(weight, Optional.of(bias), geometry, unary);
    }

    private Convolution plain(String name, ConvGeometry geometry, boolean biased, Unary unary) throws IOException {
        ElementType type = computedIn(name, geometry);
        Optional<Weight> bias =
                biased ? Optional.of(weight(name + ".bias", plain -> plain.to(type))) : Optional.empty();
        return new PlainConvolution(weight(name + ".weight", plain -> lay(plain, type)), bias, geometry, unary);
    }

    private Tensor lay(Tensor weight, ElementType type) {
        Tensor converted = weight.to(type);
        return layout == Layout.CHANNELS_LAST ? converted.channelsLast() : converted;
    }

    /**
     * The gradients of some depthwise convolutions in bf16 take oneDNN ten times as long as in float32, conversions included:
     * it computes them as if channels came in groups of sixteen that all meet each other. Those of 3x3 kernels and stride 1
     * are done well.
     */
    private ElementType computedIn(String name, ConvGeometry geometry) throws IOException {
        Tensor weight = tensor(name + ".weight", frozen.test(name + ".weight"));
        boolean depthwise = geometry.groups() > 1 && weight.size(1) == 1;
        boolean slow = geometry.stride() > 1 || weight.size(2) > 3;
        return device.isCpu() && depthwise && slow ? ElementType.FLOAT32 : elementType();
    }

    private UnaryOperator<Tensor> batchNorm(String name, NormSpec norm) throws IOException {
        Tensor weight = tensor(name + ".norm.weight", frozen.test(name + ".norm.weight"));
        Tensor bias = tensor(name + ".norm.bias", frozen.test(name + ".norm.bias"));
        Tensor mean = tensor(name + ".norm.mean", true);
        Tensor variance = tensor(name + ".norm.var", true);
        if (!trainable.containsKey(name + ".norm.weight") && !trainable.containsKey(name + ".norm.bias")) {
            return x -> Normalizations.fixedBatchNorm(x, weight, bias, mean, variance, norm.eps());
        }
        liveStatistics.addAll(List.of(mean, variance));
        return x -> Normalizations.batchNorm(x, weight, bias, mean, variance, norm.momentum(), norm.eps());
    }

    private AffineNorm frozenNorm(String name, NormSpec norm) throws IOException {
        for (String part : new String[] {"weight", "bias", "mean", "var"}) {
            tensor(name + ".norm." + part, true);
        }
        try (Scope scope = Scope.open()) {
            AffineNorm affine = AffineNorm.read(reader, name, norm).inSinglePrecision();
            return new AffineNorm(own(scope, affine.scale()), own(scope, affine.shift()));
        }
    }

    private Tensor tensor(String name, boolean fixed) throws IOException {
        Tensor known = tensors.get(name);
        if (known != null) {
            return known;
        }
        try (Scope scope = Scope.open()) {
            Tensor tensor = scope.release(reader.read(name));
            tensors.put(name, tensor);
            if (!fixed) {
                trainable.put(name, Autograd.track(tensor));
            }
            return tensor;
        }
    }

    private Tensor own(Scope scope, Tensor tensor) {
        Tensor mine = scope.release(tensor);
        derived.add(mine);
        return mine;
    }

    @Override
    public long count() {
        return tensors.values().stream().mapToLong(Tensor::count).sum();
    }

    @Override
    public void close() {
        derived.forEach(Tensor::close);
        derived.clear();
        tensors.values().forEach(Tensor::close);
        tensors.clear();
        trainable.clear();
        liveStatistics.clear();
    }
}
