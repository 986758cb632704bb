package maskrcnn4j.training;

import java.util.Map;
import maskrcnn4j.training.schedule.TrainingStage;

/** Is told how training goes, on the thread that called it. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * A stage begins.
     *
     * @param tensors how many tensors are trained
     * @param parameters how many parameters they hold together
     * @param steps how many steps it takes
     */
    default void stage(TrainingStage stage, int tensors, long parameters, long steps) {}

    /**
     * A step was taken.
     *
     * @param progress how far the run is
     */
    default void step(TrainingProgress progress) {}

    /** The validation pictures were looked at; {@code best} says whether the metric was never better. */
    default void evaluated(long step, Map<String, Double> values, boolean best) {}

    /**
     * Whether training is to end before its time. Asked after every step, and between the pictures of an evaluation; a
     * checkpoint is then written, from which the run can go on.
     */
    default boolean stops() {
        return false;
    }

    /** Something that the user should know, one sentence. */
    default void note(String note) {}
}
