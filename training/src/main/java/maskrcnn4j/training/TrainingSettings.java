package maskrcnn4j.training;

import java.util.List;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;

/**
 * How a model is trained.
 *
 * @param seed everything random depends on it
 * @param precision what convolutions compute in
 * @param stages what is trained one after the other
 * @param frozenStages stages of the trunk that no stage trains: 1 the stem, 2 also C2, ...; sound where the trunk was trained
 *     on many more pictures. {@link #AS_THE_MODEL_SAYS} takes the model's own number for trained weights, and 0 for random ones
 * @param secondsAtMost a limit on the training steps, to which the schedule is fitted; 0 is none. A run with a limit depends
 *     on the machine's speed
 * @param schedule how the learning rate changes within a stage
 * @param optimizer how gradients become new weights
 * @param loader how pictures are chosen and read
 * @param augment how pictures are changed at random
 * @param evaluateEvery epochs between evaluations of the validation pictures; 0 evaluates at the end only
 * @param patience evaluations without a better one after which training ends; 0 never does
 * @param checkpointEvery steps between checkpoints, besides those at the end of each epoch; 0 for those alone
 * @param logEvery steps between lines of metrics
 */
public record TrainingSettings(
        long seed,
        Precision precision,
        List<TrainingStage> stages,
        int frozenStages,
        double secondsAtMost,
        ScheduleSpec schedule,
        OptimizerSpec optimizer,
        LoaderSpec loader,
        AugmentSpec augment,
        double evaluateEvery,
        int patience,
        int checkpointEvery,
        int logEvery) {
    /** For {@code frozenStages}: what the spec of the model says, where it begins from trained weights. */
    public static final int AS_THE_MODEL_SAYS = -1;

    /** Heads for one epoch, then everything for eleven, by SGD at 0.00125 for each picture of a batch, two at a time. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(
            1,
            Precision.AUTO,
            TrainingStage.parse("heads:1@0.0025,all:11@0.0025"),
            AS_THE_MODEL_SAYS,
            0,
            ScheduleSpec.MULTI_STEP,
            OptimizerSpec.SGD,
            LoaderSpec.DEFAULT.withBatch(2),
            AugmentSpec.STANDARD,
            1,
            0,
            200,
            20);

    /** Checks the numbers and copies the list. */
    public TrainingSettings {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages: none is given, so nothing would be trained");
        }
        if (frozenStages < AS_THE_MODEL_SAYS
                || !(secondsAtMost >= 0)
                || !(evaluateEvery >= 0)
                || patience < 0
                || checkpointEvery < 0
                || logEvery < 1) {
            throw new IllegalArgumentException(
                    "frozenStages " + frozenStages + " must be at least -1; secondsAtMost " + secondsAtMost
                            + ", evaluateEvery " + evaluateEvery
                            + ", patience " + patience + " and checkpointEvery " + checkpointEvery
                            + " must be at least 0, logEvery " + logEvery + " at least 1");
        }
    }

    /** The same with so many frozen stages. */
    public TrainingSettings withFrozenStages(int other) {
        return new TrainingSettings(
                seed,
                precision,
                stages,
                other,
                secondsAtMost,
                schedule,
                optimizer,
                loader,
                augment,
                evaluateEvery,
                patience,
                checkpointEvery,
                logEvery);
    }
}
