package maskrcnn4j.model.layer;

import maskrcnn4j.tensor.Tensor;

/** A weight in the form in which a layer computes with it. */
@FunctionalInterface
public interface Weight {
    /** The tensor for this run: it is made once for inference, and anew from what is trained in training. */
    Tensor get();
}
