package maskrcnn4j.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrozenNorms;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.weights.TensorSource;

/**
 * The losses of a model on pictures that it does not learn from: nothing is changed by them. Norms use their running
 * statistics; which anchors and proposals count depends on the picture alone, so that numbers of different epochs, or models,
 * can be compared.
 */
public final class ValidationLosses {
    /** The name of the sum of all losses. */
    public static final String SUM = "loss";

    /** What evaluations put before the names of losses. */
    static final String PREFIX = "validation/";

    private static final long SEED = 0x5DEECE66DL;

    private ValidationLosses() {}

    /** The keys of the losses in evaluations. */
    static List<String> names() {
        return Stream.concat(Stream.of(SUM), Losses.NAMES.stream())
                .map(name -> PREFIX + name)
                .toList();
    }

    /**
     * Computes the losses.
     *
     * @param checkpoint spec and classes
     * @param weights all tensors that the spec needs, by our names
     * @param examples the pictures, at least one
     * @param options device and precision
     * @param progress is told how many pictures are done
     * @return the means over the pictures, by the names of the losses, and the mean of their sum as {@value #SUM}
     * @throws IOException if a tensor, a picture or a mask cannot be read; one line that names it
     */
    public static Map<String, Double> of(
            Checkpoint checkpoint, TensorSource weights, Examples examples, TrainOptions options, IntConsumer progress)
            throws IOException {
        int count = examples.dataset().size();
        if (count == 0) {
            throw new IllegalArgumentException(
                    examples.dataset().name() + ": there is no picture to compute losses of");
        }
        Checkpoint still =
                new Checkpoint(FrozenNorms.in(checkpoint.spec()), checkpoint.categories(), checkpoint.provenance());
        Map<String, Double> sums = new LinkedHashMap<>();
        try (TrainableMaskRcnn model = TrainableMaskRcnn.of(still, weights, options.withFrozen(name -> true));
                Engine.Guard inference = Engine.withoutGradients()) {
            for (int sample = 0; sample < count; sample++) {
                long seed = SEED + examples.dataset().sampleId(sample);
                try (Scope picture = Scope.open()) {
                    model.losses(List.of(examples.read(sample)), seed)
                            .values()
                            .forEach((name, value) -> sums.merge(name, value, Double::sum));
                }
                progress.accept(sample + 1);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        double total = 0;
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            means.put(sum.getKey(), sum.getValue() / count);
            total += sum.getValue() / count;
        }
        means.put(SUM, total);
        return means;
    }
}
