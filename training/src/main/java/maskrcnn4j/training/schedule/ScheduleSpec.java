package maskrcnn4j.training.schedule;

import java.util.List;
import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;

/**
 * How the learning rate changes within a stage.
 *
 * @param kind its shape
 * @param warmupSteps steps in which it grows in a line from {@code warmupFactor}; at most a third of the stage
 * @param warmupFactor the share of the rate that the warm-up begins with
 * @param milestones of multi-step: shares of the stage at which the rate falls
 * @param gamma of multi-step: what it is multiplied by there
 * @param finalFactor of cosine and one-cycle: the share of the rate that it ends with
 */
public record ScheduleSpec(
        Kind kind,
        @Setting(unit = "steps", least = 0) int warmupSteps,
        @Setting(least = 0, most = 1) double warmupFactor,

        @Setting(unit = "shares of the stage", above = 0, below = 1)
        List<Double> milestones,

        @Setting(above = 0, most = 1) double gamma,
        @Setting(least = 0, most = 1) double finalFactor) {
    /** The shapes. */
    public enum Kind {
        /** The same all the time. */
        CONSTANT,
        /** Falls at milestones. */
        MULTI_STEP,
        /** Falls as half a cosine (Loshchilov and Hutter 2017). */
        COSINE,
        /** Rises as half a cosine over the first 30 % and falls as one over the rest (Smith and Topin 2018). */
        ONE_CYCLE
    }

    private static final double RISE = 0.3;

    /** The same rate from the first step to the last. */
    public static final ScheduleSpec CONSTANT = new ScheduleSpec(Kind.CONSTANT, 0, 0.01, List.of(), 0.1, 0.01);

    /** Warm-up over 500 steps, then down to a tenth at 2/3 and a hundredth at 11/12, as detectors usually are trained. */
    public static final ScheduleSpec MULTI_STEP =
            new ScheduleSpec(Kind.MULTI_STEP, 500, 0.001, List.of(2.0 / 3, 11.0 / 12), 0.1, 0.01);

    /** Warm-up over 100 steps, then half a cosine to a hundredth. */
    public static final ScheduleSpec COSINE = new ScheduleSpec(Kind.COSINE, 100, 0.01, List.of(), 0.1, 0.01);

    /** Checks the numbers. */
    public ScheduleSpec {
        milestones = List.copyOf(milestones);
        Range.check("schedule", ScheduleSpec.class, kind, warmupSteps, warmupFactor, milestones, gamma, finalFactor);
    }

    /**
     * What the rate of the stage is multiplied by.
     *
     * @param step within the stage, from 0
     * @param steps of the stage
     */
    public double factor(long step, long steps) {
        double warmup = Math.min(warmupSteps, steps / 3);
        double grown = step >= warmup ? 1 : warmupFactor + (1 - warmupFactor) * step / warmup;
        double share = (double) step / steps;
        return grown
                * switch (kind) {
                    case CONSTANT -> 1;
                    case MULTI_STEP ->
                        Math.pow(
                                gamma,
                                milestones.stream().filter(at -> share >= at).count());
                    case COSINE -> fall(share);
                    case ONE_CYCLE ->
                        share < RISE
                                ? warmupFactor + (1 - warmupFactor) * (1 - fall(share / RISE, 0))
                                : fall((share - RISE) / (1 - RISE));
                };
    }

    private double fall(double share) {
        return fall(share, finalFactor);
    }

    private static double fall(double share, double end) {
        return end + (1 - end) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
