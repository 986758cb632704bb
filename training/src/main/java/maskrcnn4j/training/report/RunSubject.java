package maskrcnn4j.training.report;

import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.spec.Checkpoint;

/**
 * What a run is about.
 *
 * @param checkpoint spec and classes of the model, and where its first weights come from
 * @param train what it learns from
 * @param validation what it is judged by, if it is
 * @param recipe how it learns
 * @param metric the number of the evaluations that decides which model is the best, for example {@code segm/AP}; empty
 *     without evaluations
 */
public record RunSubject(
        Checkpoint checkpoint, Dataset train, Optional<Dataset> validation, Recipe recipe, String metric) {
    /** Entry of the checkpoint's provenance: where the first weights come from. */
    public static final String SOURCE = "source";

    /** Entry of the checkpoint's provenance: how many tensors were taken from there. */
    public static final String SOURCE_TENSORS = "sourceTensors";

    /** Entry of the checkpoint's provenance: which classes were taken from there. */
    public static final String SOURCE_CLASSES = "sourceClasses";

    /** Entry of the checkpoint's provenance: the form of the data set, and its part. */
    public static final String DATA_FORMAT = "dataFormat";

    /** An entry of the checkpoint's provenance. */
    Optional<String> provenance(String entry) {
        Map<String, String> entries = checkpoint.provenance();
        return Optional.ofNullable(entries.get(entry));
    }

    /** {@link #metric}, where something judges. */
    Optional<String> decides() {
        return Optional.of(metric).filter(name -> !name.isEmpty());
    }
}
