package maskrcnn4j.training.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Tensors of zeros beside each parameter, which an optimiser fills from step to step. */
final class ParameterState {
    private final List<ParameterGroup> groups;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    ParameterState(List<ParameterGroup> groups, String... kinds) {
        this.groups = List.copyOf(groups);
        for (ParameterGroup group : groups) {
            group.parameters().forEach((name, parameter) -> {
                for (String kind : kinds) {
                    try (Scope scope = Scope.open()) {
                        Tensor zeros = Tensors.zeros(ElementType.FLOAT32, parameter.device(), parameter.shape());
                        if (tensors.put(name + "/" + kind, scope.release(zeros)) != null) {
                            throw new IllegalArgumentException("parameter " + name + " is in two groups");
                        }
                    }
                }
            });
        }
    }

    List<ParameterGroup> groups() {
        return groups;
    }

    Tensor of(String parameter, String kind) {
        return tensors.get(parameter + "/" + kind);
    }

    Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** What one parameter is moved by. */
    @FunctionalInterface
    interface Update {
        void apply(ParameterGroup group, String name, Tensor parameter, Tensor gradient);
    }

    void update(Update update) {
        for (ParameterGroup group : groups) {
            group.parameters().forEach((name, parameter) -> {
                try (Scope scope = Scope.open()) {
                    Tensor gradient = Autograd.gradient(parameter)
                            .orElseGet(() -> Tensors.zeros(ElementType.FLOAT32, parameter.device(), parameter.shape()));
                    update.apply(group, name, parameter, gradient.contiguous());
                }
            });
        }
    }

    void clearGradients() {
        groups.forEach(group -> group.parameters().values().forEach(Autograd::clearGradient));
    }

    void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
    }
}
