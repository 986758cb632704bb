package maskrcnn4j.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.training.run.RunState;

/** Judges the model of a run by its validation pictures, and keeps the best one. */
final class Judge {
    private final Validation validation;
    private final BestMetric metric;
    private final Checkpoint checkpoint;
    private final TrainingSettings settings;
    private final Device device;
    private final RunClock clock;
    private final RunKeeper keeper;
    private final TrainingListener listener;
    private Map<String, Double> verdict = Map.of();

    Judge(
            Validation validation,
            BestMetric metric,
            Checkpoint checkpoint,
            TrainingSettings settings,
            RunClock clock,
            RunKeeper keeper,
            TrainingListener listener) {
        this.validation = validation;
        this.metric = metric;
        this.checkpoint = checkpoint;
        this.settings = settings;
        this.device = Device.parse(settings.device());
        this.clock = clock;
        this.keeper = keeper;
        this.listener = listener;
    }

    /** The numbers of the last evaluation that came to its end; empty before. */
    Map<String, Double> verdict() {
        return verdict;
    }

    /**
     * Evaluates a model.
     *
     * @param state of the run when it has taken its last step
     * @return the state after it; still unjudged if the listener stopped the evaluation
     * @throws IOException if the folder cannot be written; one line
     */
    RunState judge(Learner learner, RunState state) throws IOException {
        try {
            return evaluate(learner, state);
        } catch (EvaluationStopped stop) {
            listener.note("the evaluation was cut short; going on begins with it");
            return clock.unjudged(state);
        } catch (UncheckedIOException full) {
            throw keeper.said(full.getCause());
        }
    }

    private RunState evaluate(Learner learner, RunState state) throws IOException {
        Path candidate = keeper.saveCandidate(learner, state);
        Map<String, Double> found = new LinkedHashMap<>();
        Validation.Verdict judged;
        try (MaskRcnn model =
                MaskRcnn.load(candidate, LoadOptions.DEFAULT.withDevice(device).withPrecision(settings.precision()))) {
            judged = validation.judge(model, keeper.samples(), listener::stops);
            found.putAll(judged.values());
        }
        if (settings.validationLosses() || metric.isLoss()) {
            TrainOptions options = TrainOptions.DEFAULT.withDevice(device).withPrecision(settings.precision());
            found.putAll(validation.losses(checkpoint, learner.weights(), options, listener::stops));
        }
        double value = metric.of(found);
        boolean best =
                state.best().isEmpty() || metric.better(value, state.best().get());
        if (best) {
            keeper.promoteCandidate();
        }
        verdict = found;
        RunState after = clock.judged(state, best ? value : state.best().get(), best);
        keeper.judged(after, clock.epoch(after), found, best, judged.scores(), learner.weights());
        listener.evaluated(after.step(), found, best);
        return after;
    }
}
