package maskrcnn4j.model.layer;

import java.io.IOException;
import java.nio.ByteOrder;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * Batch normalisation by known statistics: {@code y = scale x + shift} per channel, which a convolution before it can take
 * into its weights.
 *
 * @param scale {@code [C]}; float64, so that what is made of it once is rounded once
 * @param shift {@code [C]}
 */
record AffineNorm(Tensor scale, Tensor shift) {
    /**
     * Reads the norm of a convolution.
     *
     * @param name the prefix of {@code .norm.weight}, {@code .bias}, {@code .mean} and {@code .var}
     */
    static AffineNorm read(WeightReader reader, String name, NormSpec norm) throws IOException {
        Tensor weight = reader.read(name + ".norm.weight");
        float[] gamma = weight.toFloats();
        float[] beta = reader.read(name + ".norm.bias").toFloats();
        float[] mean = reader.read(name + ".norm.mean").toFloats();
        float[] variance = reader.read(name + ".norm.var").toFloats();
        double[] scale = new double[gamma.length];
        double[] shift = new double[gamma.length];
        for (int i = 0; i < gamma.length; i++) {
            double factor = gamma[i] / Math.sqrt(variance[i] + norm.eps());
            scale[i] = factor;
            shift[i] = beta[i] - mean[i] * factor;
        }
        return new AffineNorm(tensor(scale, weight.device()), tensor(shift, weight.device()));
    }

    private static Tensor tensor(double[] values, Device device) {
        return Tensors.filled(
                        ElementType.FLOAT64,
                        new long[] {values.length},
                        memory -> memory.order(ByteOrder.nativeOrder())
                                .asDoubleBuffer()
                                .put(values))
                .to(device);
    }

    /** The float32 weight of the convolution with the scale taken in, rounded once. */
    Tensor foldWeight(Tensor weight) {
        return weight.to(scale.type()).multiply(scale.reshape(-1, 1, 1, 1)).to(ElementType.FLOAT32);
    }

    /** The float32 bias of the convolution with scale and shift taken in, rounded once. */
    Tensor foldBias(Tensor bias) {
        return bias.to(scale.type()).multiply(scale).add(shift).to(ElementType.FLOAT32);
    }

    /** This in float32, for weights that change at every step. */
    AffineNorm inSinglePrecision() {
        return new AffineNorm(scale.to(ElementType.FLOAT32), shift.to(ElementType.FLOAT32));
    }
}
