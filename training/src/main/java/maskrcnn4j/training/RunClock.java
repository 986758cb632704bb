package maskrcnn4j.training;

import java.util.Map;
import java.util.Optional;
import maskrcnn4j.training.run.RunState;

/** Counts steps, epochs and time, and tells how far a run is. */
final class RunClock {
    private final TrainingSettings settings;
    private final int stepsPerEpoch;
    private final Pace pace = new Pace();

    RunClock(TrainingSettings settings, int stepsPerEpoch) {
        this.settings = settings;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** Whether a stage has taken its steps, or the run its time. */
    boolean isOver(RunState state, long steps) {
        return state.stageStep() >= steps || timeIsUp(state);
    }

    private boolean timeIsUp(RunState state) {
        return settings.secondsAtMost() > 0 && state.trainedSeconds() >= settings.secondsAtMost();
    }

    /** What the stage's rate is multiplied by in the next step. Where time is the limit, it stands for steps. */
    double factor(RunState state, long steps) {
        return settings.schedule().factor(state.stageStep(), expectedSteps(state, steps));
    }

    private long expectedSteps(RunState state, long steps) {
        double share = settings.secondsAtMost() > 0 ? state.trainedSeconds() / settings.secondsAtMost() : 0;
        if (share <= 0 || state.stageStep() == 0) {
            return steps;
        }
        return Math.max(state.stageStep() + 1, Math.min(steps, Math.round(state.stageStep() / share)));
    }

    double epoch(RunState state) {
        return (double) state.step() / stepsPerEpoch;
    }

    RunState stepped(RunState state, double seconds, long averagedSteps) {
        pace.stepped(seconds);
        return new RunState(
                state.step() + 1,
                state.stage(),
                state.stageStep() + 1,
                state.best(),
                state.sinceBest(),
                averagedSteps,
                state.trainedSeconds() + seconds,
                false,
                false);
    }

    RunState judged(RunState state, double best, boolean better) {
        return new RunState(
                state.step(),
                state.stage(),
                state.stageStep(),
                Optional.of(best),
                better ? 0 : state.sinceBest() + 1,
                state.averagedSteps(),
                state.trainedSeconds(),
                false,
                false);
    }

    /** An evaluation begins, which may be cut short. */
    RunState unjudged(RunState state) {
        return new RunState(
                state.step(),
                state.stage(),
                state.stageStep(),
                state.best(),
                state.sinceBest(),
                state.averagedSteps(),
                state.trainedSeconds(),
                false,
                true);
    }

    RunState nextStage(RunState state, boolean finished) {
        return new RunState(
                state.step(),
                state.stage() + 1,
                0,
                state.best(),
                state.sinceBest(),
                0,
                state.trainedSeconds(),
                finished || timeIsUp(state),
                false);
    }

    /** Where a run was resumed with other settings, steps taken and steps planned are not of one plan. */
    private long stepsToCome(RunState state) {
        long ofLater = settings.stages().stream()
                .skip(state.stage() + 1L)
                .mapToLong(stage -> stage.steps(stepsPerEpoch))
                .sum();
        long ofThis = settings.stages().get(state.stage()).steps(stepsPerEpoch) - state.stageStep();
        return Math.max(0, ofThis) + ofLater;
    }

    TrainingProgress progress(RunState state, double rate, Map<String, Double> losses, double waitedSeconds) {
        long total = state.step() + stepsToCome(state);
        double left = stepsToCome(state) * pace.wholeSecondsPerStep();
        if (settings.secondsAtMost() > 0 && settings.secondsAtMost() - state.trainedSeconds() < left) {
            left = Math.max(0, settings.secondsAtMost() - state.trainedSeconds());
            total = state.step() + Math.round(left / pace.secondsPerStep());
        }
        int images = settings.loader().batch() * settings.optimizer().accumulate();
        return new TrainingProgress(
                state.step(),
                total,
                epoch(state),
                rate,
                losses,
                images / pace.secondsPerStep(),
                pace.shareOf(waitedSeconds),
                left);
    }
}
