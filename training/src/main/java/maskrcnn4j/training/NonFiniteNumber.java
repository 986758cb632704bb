package maskrcnn4j.training;

import java.util.List;
import maskrcnn4j.training.loader.Batch;

/** A loss or a gradient that is no number, found before it reached the weights. */
final class NonFiniteNumber extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Batch> batches;

    /**
     * A number that is none.
     *
     * @param what it is, as {@code loss_mask is NaN}
     * @param batches the pictures that led to it
     */
    NonFiniteNumber(String what, List<Batch> batches) {
        super(what);
        this.batches = List.copyOf(batches);
    }

    List<Batch> batches() {
        return batches;
    }
}
