package maskrcnn4j.training;

import maskrcnn4j.tensor.TensorMemoryException;

/** How many pictures of a batch are computed at once. */
final class PicturesAtOnce {
    private final MemoryForecast.Case training;
    private int count;

    /** As the settings say; where they leave it to us, as many as are expected to fit. */
    PicturesAtOnce(MemoryForecast.Case training) {
        this.training = training;
        this.count = training.atOnce();
    }

    int count() {
        return count;
    }

    /**
     * Takes half as many, if the settings leave it to us.
     *
     * @throws TrainingException if they do not, or if it is a single picture; it says what would take less memory
     */
    void reduce(long step, TensorMemoryException full) {
        if (training.settings().microBatch() != TrainingSettings.AS_MANY_AS_FIT || count == 1) {
            throw new TrainingException(
                    "step " + step + ", " + full.getMessage() + "; to take less: " + MemoryForecast.advice(training));
        }
        count = (count + 1) / 2;
    }
}
