package maskrcnn4j.training.report;

import java.util.List;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;

/**
 * How a model is trained, as far as its card says it.
 *
 * @param stages what is trained one after the other
 * @param picturesPerStep whose gradients make one step
 * @param optimizer how gradients become new weights
 * @param schedule how the learning rate changes
 * @param precision what convolutions compute in
 * @param threads how many threads read pictures
 */
public record Recipe(
        List<TrainingStage> stages,
        int picturesPerStep,
        OptimizerSpec.Kind optimizer,
        ScheduleSpec.Kind schedule,
        Precision precision,
        int threads) {
    /** Copies the list. */
    public Recipe {
        stages = List.copyOf(stages);
    }
}
