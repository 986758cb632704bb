package maskrcnn4j.training;

import maskrcnn4j.training.loader.Batch;

/** A loss that is no number. */
final class NonFiniteLoss extends Exception {
    private static final long serialVersionUID = 1;

    private final String loss;
    private final double value;
    private final transient Batch batch;

    NonFiniteLoss(String loss, double value, Batch batch) {
        super(loss + " is " + value);
        this.loss = loss;
        this.value = value;
        this.batch = batch;
    }

    String loss() {
        return loss;
    }

    double value() {
        return value;
    }

    Batch batch() {
        return batch;
    }
}
