package maskrcnn4j.model.layer;

import maskrcnn4j.tensor.Tensor;

/** A convolution with what belongs to it: bias or normalisation, and activation. */
public interface Convolution {
    /** Runs it on {@code [N, C, H, W]}. */
    Tensor forward(Tensor input);

    /**
     * Runs it, and adds a map before the activation: the end of a residual block, or a step down a feature pyramid.
     *
     * @param addend of the size of the result, whose memory it may take: not to be read afterwards
     */
    Tensor forward(Tensor input, Tensor addend);
}
