package maskrcnn4j.model.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.spec.FramedTraining;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * The five losses of a batch (Mask R-CNN, section 3), each a float32 tensor of one element in the scope in which it was made.
 *
 * @param objectness whether each sampled anchor is an object
 * @param rpnBoxes where the objects of anchors are
 * @param classes what each sampled proposal is
 * @param boxes where the objects of proposals are
 * @param masks which pixels belong to them
 */
public record Losses(Tensor objectness, Tensor rpnBoxes, Tensor classes, Tensor boxes, Tensor masks) {
    /** The names of the five, in their order, as torchvision and the logs of training give them. */
    public static final List<String> NAMES =
            List.of("loss_objectness", "loss_rpn_box_reg", "loss_classifier", "loss_box_reg", "loss_mask");

    /** What training minimises. */
    public Tensor sum() {
        return objectness.add(rpnBoxes).add(classes).add(boxes).add(masks);
    }

    /** Each multiplied by its weight. */
    public Losses times(FramedTraining.LossWeights weights) {
        return new Losses(
                objectness.multiply(weights.objectness()),
                rpnBoxes.multiply(weights.rpnBoxes()),
                classes.multiply(weights.classes()),
                boxes.multiply(weights.boxes()),
                masks.multiply(weights.masks()));
    }

    /** All five by their {@link #NAMES}. */
    public Map<String, Tensor> byName() {
        List<Tensor> all = List.of(objectness, rpnBoxes, classes, boxes, masks);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            named.put(NAMES.get(i), all.get(i));
        }
        return named;
    }

    /** The values of all five by name; waits once for a device. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> named = byName();
            double[] all = Tensors.concatenate(
                            named.values().stream().map(loss -> loss.reshape(1)).toList(), 0)
                    .toDoubles();
            named.keySet().forEach(name -> values.put(name, all[values.size()]));
        }
        return values;
    }
}
