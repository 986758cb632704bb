package maskrcnn4j.model.layer;

import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.FusedConvolution;
import maskrcnn4j.tensor.Tensor;

/** A convolution with or without a ReLU, in one operator where the device has it. */
@FunctionalInterface
interface ConvRelu {
    /** Runs it on {@code [N, C, H, W]}. */
    Tensor forward(Tensor input);

    /** Chooses the operator. Weight and bias belong to {@code parameters}. */
    static ConvRelu of(Parameters parameters, Tensor weight, Tensor bias, ConvGeometry geometry, boolean relu) {
        if (FusedConvolution.runsOn(parameters.device())) {
            return parameters.fuse(weight, bias, geometry, relu)::forward;
        }
        return input -> {
            Tensor output = Convolutions.convolve(input, weight, bias, geometry);
            return relu ? output.reluInPlace() : output;
        };
    }
}
