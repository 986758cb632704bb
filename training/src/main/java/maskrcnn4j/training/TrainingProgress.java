package maskrcnn4j.training;

import java.util.Map;

/**
 * How far a run is.
 *
 * @param step steps taken
 * @param steps of the whole run; an estimate where time is the limit
 * @param epoch how often the data set was seen
 * @param rate the learning rate of the last step
 * @param losses of the last step, by name
 * @param imagesPerSecond since the run, or its resumption, began; its first step, which takes longer, not counted
 * @param loaderShare the share of that time in which the network waited for pictures
 * @param secondsLeft about how long the rest takes, with evaluations and checkpoints as often as so far; where time is the
 *     limit, what is left of it
 */
public record TrainingProgress(
        long step,
        long steps,
        double epoch,
        double rate,
        Map<String, Double> losses,
        double imagesPerSecond,
        double loaderShare,
        double secondsLeft) {
    /** The sum of the losses. */
    public double loss() {
        return losses.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
