package maskrcnn4j.training.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Tensor;

/**
 * How large the gradients of a step are.
 *
 * @param norms the Euclidean norm of every tensor's gradient, by the tensor's name; 0 where there is none
 */
public record GradientNorms(Map<String, Double> norms) {
    /** Before the first step. */
    public static final GradientNorms NONE = new GradientNorms(Map.of());

    /** Copies the norms and keeps their order. */
    public GradientNorms {
        norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
    }

    /** Measures the gradients of tensors, by their names. */
    public static GradientNorms of(Map<String, Tensor> parameters) {
        double[] values = Autograd.gradientNorms(parameters.values());
        Map<String, Double> norms = new LinkedHashMap<>();
        int place = 0;
        for (String name : parameters.keySet()) {
            norms.put(name, values[place++]);
        }
        return new GradientNorms(norms);
    }

    /** The norm of all gradients together. */
    public double total() {
        return Math.sqrt(
                norms.values().stream().mapToDouble(norm -> norm * norm).sum());
    }

    /** The first tensor whose gradient holds what is no number, or is too large for one. */
    public Optional<String> nonFinite() {
        return norms.entrySet().stream()
                .filter(norm -> !Double.isFinite(norm.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The largest, the largest first, each as {@code name norm}. */
    public List<String> largest(int count) {
        List<Map.Entry<String, Double>> sorted = new ArrayList<>(norms.entrySet());
        sorted.sort(Comparator.comparingDouble(
                norm -> Double.isFinite(norm.getValue()) ? -norm.getValue() : Double.NEGATIVE_INFINITY));
        return sorted.stream()
                .limit(count)
                .map(norm -> "%s %.3g".formatted(norm.getKey(), norm.getValue()))
                .toList();
    }

    /**
     * Shrinks the gradients that were measured, all by one factor, so that their norm together is no larger than a limit.
     *
     * @param parameters that they are the gradients of
     */
    public void clip(Map<String, Tensor> parameters, double limit) {
        double total = total();
        if (total > limit) {
            ParameterUpdates.scaleGradients(parameters.values(), limit / total);
        }
    }
}
