package maskrcnn4j.model.loss;

import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.tensor.Tensor;

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
    /** What training minimises. */
    public Tensor sum() {
        return objectness.add(rpnBoxes).add(classes).add(boxes).add(masks);
    }

    /** All five by the names that torchvision and the logs of training give them. */
    public Map<String, Tensor> byName() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put("loss_objectness", objectness);
        named.put("loss_rpn_box_reg", rpnBoxes);
        named.put("loss_classifier", classes);
        named.put("loss_box_reg", boxes);
        named.put("loss_mask", masks);
        return named;
    }

    /** The values of all five by name. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        byName().forEach((name, loss) -> values.put(name, loss.item()));
        return values;
    }
}
