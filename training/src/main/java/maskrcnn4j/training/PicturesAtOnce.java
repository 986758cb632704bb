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

    /** Whether the settings leave it to us, and it is more than one. */
    boolean canBeFewer() {
        return training.settings().microBatch() == TrainingSettings.AS_MANY_AS_FIT && count > 1;
    }

    /**
     * Takes half as many, if the settings leave it to us.
     *
     * @param step that failed
     * @return what that means, in one line
     * @throws TrainingException if they do not, or if it is a single picture; it says what would take less memory
     */
    String reduce(long step, TensorMemoryException full) {
        String failure = "step " + step + ", " + full.problem();
        if (!canBeFewer()) {
            throw new TrainingException(failure + "; to take less: " + MemoryForecast.advice(training, count));
        }
        count = (count + 1) / 2;
        return failure + "; from here on, " + (count == 1 ? "one picture is" : count + " pictures are")
                + " computed at once"
                + (training.hasLiveStatistics() ? ", and batch norms see no more than that" : "");
    }
}
