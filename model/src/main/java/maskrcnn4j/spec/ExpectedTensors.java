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
     * @param outputs how many class scores the box head has: the classes and the background
     */
    public static Map<String, Shape> of(ModelSpec spec, int outputs) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        spec.backbone().declare(tensors);
        int channels = spec.backbone().channels();
        spec.rpn().declare(channels, spec.anchors().perCell(), tensors);
        spec.boxHead().declare(channels, outputs, spec.classes(), tensors);
        spec.maskHead().declare(channels, outputs, spec.classes(), tensors);
        return Collections.unmodifiableMap(tensors);
    }
}
