package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.report.ReportException;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.training.report.RunReport;
import maskrcnn4j.training.report.RunSubject;
import maskrcnn4j.training.run.Checkpoints;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.RunState;
import maskrcnn4j.weights.TensorSource;

/**
 * Keeps what a run comes to in its folder: checkpoints, the best model, curves, page and card. Every method that writes throws
 * an {@link IOException} of one line if the disk refuses, but for page and card: one that cannot be written ends no training.
 */
final class RunKeeper {
    private final RunFolder run;
    private final RunSubject subject;
    private final long seed;
    private final TrainingListener listener;
    private final RunReport report;
    private double savedAt;

    /**
     * A keeper.
     *
     * @param subject what the run is about
     * @param seed what everything random depends on
     * @param initial the weights that the run began with
     * @param listener is told what could not be written
     */
    RunKeeper(RunFolder run, RunSubject subject, long seed, TensorSource initial, TrainingListener listener) {
        this.run = run;
        this.subject = subject;
        this.seed = seed;
        this.listener = listener;
        this.report = new RunReport(run, initial, subject);
    }

    /** Opens the last checkpoint that is whole, and forgets what was measured after it. */
    Checkpoints.Saved open() throws IOException {
        Checkpoints.Saved saved = run.checkpoints().open(listener::note);
        savedAt = saved.state().trainedSeconds();
        run.goOnAfter(saved.state().step());
        return saved;
    }

    /** Writes a checkpoint. */
    void save(Learner learner, RunState state) throws IOException {
        writing(() -> run.checkpoints().save(learner.weights(), metadata(state), learner.state(), state));
        savedAt = state.trainedSeconds();
    }

    /** Seconds of training since the last checkpoint. */
    double secondsSinceSaved(RunState state) {
        return state.trainedSeconds() - savedAt;
    }

    /** Writes the model that is about to be judged, and returns its file. */
    Path saveCandidate(Learner learner, RunState state) throws IOException {
        writing(() -> run.checkpoints().saveCandidate(learner.weights(), metadata(state)));
        return run.checkpoints().candidate();
    }

    /** Makes the model that was judged the best one. */
    void promoteCandidate() throws IOException {
        writing(() -> run.checkpoints().promoteCandidate());
    }

    /** Notes which tensors a stage learns. */
    void learns(Set<String> names) {
        report.learns(names);
    }

    /** Notes numbers of a step. */
    void log(long step, double epoch, Map<String, Double> values) throws IOException {
        run.log(step, epoch, values);
    }

    /**
     * Notes an evaluation, with curves, page and card.
     *
     * @param state after the evaluation
     * @param best whether it was the best so far
     */
    void judged(
            RunState state,
            double epoch,
            Map<String, Double> values,
            boolean best,
            List<Score> scores,
            TensorSource weights)
            throws IOException {
        log(state.step(), epoch, values);
        writeCurves();
        report.judged(state.step(), best, scores);
        writePages(weights, state);
    }

    /** Writes curves, page and card of a run that ends here. */
    void end(RunState state) throws IOException {
        writeCurves();
        try (ModelWeights last = ModelWeights.open(lastModel(), ModelOptions.NONE)) {
            writePages(last.tensors(), state);
        }
    }

    /** The model of the last checkpoint. */
    Path lastModel() throws IOException {
        return run.checkpoints().lastModel().orElseThrow();
    }

    /** The best model so far. */
    Path bestModel() {
        return run.checkpoints().best();
    }

    /** Where drawings of what is found go. */
    Path samples() {
        return run.path().resolve("samples");
    }

    /** A failure of the disk in one line. */
    IOException said(IOException failure) {
        return RunFolder.said(run.path(), failure);
    }

    private void writeCurves() throws IOException {
        try {
            writing(() ->
                    Curves.write(run.path().resolve("curves"), run.metrics().read()));
        } catch (ReportException noFont) {
            listener.note(String.valueOf(noFont.getMessage()));
        }
    }

    private void writePages(TensorSource weights, RunState state) {
        try {
            report.write(weights, state);
        } catch (IOException | ReportException unwritten) {
            listener.note(String.valueOf(unwritten.getMessage()));
        }
    }

    private Map<String, String> metadata(RunState state) {
        Checkpoint checkpoint = subject.checkpoint();
        Map<String, String> provenance = new LinkedHashMap<>(checkpoint.provenance());
        provenance.put("trainedOn", subject.train().name());
        provenance.put("trainedSteps", Long.toString(state.step()));
        provenance.put("seed", Long.toString(seed));
        return new Checkpoint(checkpoint.spec(), checkpoint.categories(), provenance).toMetadata();
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void writing(Writing what) throws IOException {
        try {
            what.write();
        } catch (IOException full) {
            throw said(full);
        }
    }
}
