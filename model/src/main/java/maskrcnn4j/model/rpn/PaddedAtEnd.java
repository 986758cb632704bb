package maskrcnn4j.model.rpn;

import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Maps;
import maskrcnn4j.tensor.Tensor;

/**
 * A 3x3 layer of stride 2 whose input gets zeros on the right and below only, as far as the last window reaches:
 * TensorFlow's SAME, on even sizes. An odd size gets one zero on each side.
 *
 * @param layer without padding of its own
 */
record PaddedAtEnd(Layer layer) implements Layer {
    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        int oddHeight = (int) (input.size(2) % 2);
        int oddWidth = (int) (input.size(3) % 2);
        return layer.forward(Maps.padded(input, oddHeight, 1, oddWidth, 1), observer);
    }
}
