package maskrcnn4j.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** Which tensors a model needs, by our names. */
public final class ExpectedTensors {
    private ExpectedTensors() {}

    /**
     * Names and shapes of all tensors of a model, in the order of its parts.
     *
     * @param classes how many outputs the heads have, the background included
     */
    public static Map<String, Shape> of(ModelSpec spec, int classes) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        spec.backbone().declare(tensors);
        spec.rpn().declare(spec.anchors().perCell(), tensors);
        spec.boxHead().declare(classes, tensors);
        spec.maskHead().declare(classes, tensors);
        return Collections.unmodifiableMap(tensors);
    }
}
