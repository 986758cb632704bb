package maskrcnn4j.training.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.tensor.Tensor;

/**
 * Parameters that are trained alike.
 *
 * @param parameters tracked tensors by name
 * @param rateFactor what the learning rate is multiplied by
 * @param weightDecay how strongly they are drawn to 0
 */
public record ParameterGroup(Map<String, Tensor> parameters, double rateFactor, double weightDecay) {
    /** Takes the map as it is now, in its order. */
    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (!(rateFactor >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "rateFactor " + rateFactor + " and weightDecay " + weightDecay + " must be at least 0");
        }
    }
}
