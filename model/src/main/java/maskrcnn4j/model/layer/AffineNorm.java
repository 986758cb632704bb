package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * Batch normalisation by known statistics: {@code y = scale x + shift} per channel, which a convolution before it can take
 * into its weights.
 *
 * @param scale float32 {@code [C]}
 * @param shift float32 {@code [C]}
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
        float[] scale = new float[gamma.length];
        float[] shift = new float[gamma.length];
        for (int i = 0; i < gamma.length; i++) {
            double factor = gamma[i] / Math.sqrt(variance[i] + norm.eps());
            scale[i] = (float) factor;
            shift[i] = (float) (beta[i] - mean[i] * factor);
        }
        return new AffineNorm(
                Tensors.of(scale, scale.length).to(weight.device()),
                Tensors.of(shift, shift.length).to(weight.device()));
    }

    /** The weight of the convolution with the scale taken in. */
    Tensor foldWeight(Tensor weight) {
        return weight.multiply(scale.reshape(-1, 1, 1, 1));
    }

    /** The bias of the convolution with scale and shift taken in. */
    Tensor foldBias(Tensor bias) {
        return bias.multiply(scale).add(shift);
    }
}
