package maskrcnn4j.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** What the running statistics of norms were, so that a pass which did not come to its end can be taken back. */
final class RunningStatistics implements AutoCloseable {
    /** Nothing is taken back. */
    static final RunningStatistics NONE = new RunningStatistics(Map.of());

    private final Map<Tensor, Tensor> copies;

    private RunningStatistics(Map<Tensor, Tensor> copies) {
        this.copies = copies;
    }

    /** Remembers them as they are. */
    static RunningStatistics of(List<Tensor> statistics) {
        Map<Tensor, Tensor> copies = new LinkedHashMap<>();
        try (Engine.Guard noGraph = Engine.withoutGradients();
                Scope scope = Scope.open()) {
            statistics.forEach(of -> copies.put(of, scope.release(of.copy())));
        }
        return new RunningStatistics(copies);
    }

    /** Makes them what they were. */
    void restore() {
        copies.forEach((of, copy) -> ParameterUpdates.average(of, copy, 0));
    }

    @Override
    public void close() {
        copies.values().forEach(Tensor::close);
    }
}
