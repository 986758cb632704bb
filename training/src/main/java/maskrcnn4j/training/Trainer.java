package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.TensorMemoryException;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.augment.Augmenter;
import maskrcnn4j.training.loader.Batch;
import maskrcnn4j.training.loader.BatchOrder;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.Loader;
import maskrcnn4j.training.report.RunSubject;
import maskrcnn4j.training.run.Checkpoints;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.RunState;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.weights.TensorSource;

/**
 * Trains a model, and keeps what it comes to in a folder.
 *
 * <pre>{@code
 * Dataset data = DatasetFormats.recognise(folder).read(folder, ReadOptions.DEFAULT);
 * try (ModelWeights weights = ModelWeights.open(file, ModelOptions.NONE);
 *         RunFolder run = new RunFolder(Path.of("run"))) {
 *     Examples examples = Examples.of(data, new PictureFiles(data));
 *     Trainer trainer = new Trainer(weights.checkpoint(), weights.tensors(), examples, TrainingSettings.DEFAULT, run);
 *     TrainingResult result = trainer.train(TrainingListener.NONE);
 *     System.out.println(result.model());
 * }
 * }</pre>
 *
 * <p>If the folder holds a checkpoint, training goes on from there, on whatever device. On a CPU, the same settings, data and
 * number of threads give the same weights, bit for bit, however often the run was interrupted, unless time is its limit, or
 * memory decides how many pictures are computed at once.
 */
public final class Trainer {
    /** Epochs of a few pictures would end in a checkpoint every second. */
    private static final double EPOCH_CHECKPOINT_SECONDS = 60;

    private final Checkpoint checkpoint;
    private final TensorSource initial;
    private final Examples examples;
    private final TrainingSettings settings;
    private final RunFolder run;
    private Optional<Validation> validation = Optional.empty();
    private TrainableParameters.Layout layout = TrainOptions.DEFAULT.layout();

    /**
     * A trainer.
     *
     * @param checkpoint spec and classes; the labels of the examples are the places of its classes, from 1
     * @param initial all weights to begin with, by our names
     * @param examples what is learned
     * @param settings how
     * @param run where everything is kept
     */
    public Trainer(
            Checkpoint checkpoint, TensorSource initial, Examples examples, TrainingSettings settings, RunFolder run) {
        this.checkpoint = checkpoint;
        this.initial = initial;
        this.examples = examples;
        this.settings = settings;
        this.run = run;
    }

    /** Judges the model by these pictures now and then. */
    public Trainer validateWith(Validation pictures) {
        validation = Optional.of(pictures);
        return this;
    }

    /**
     * Lays feature maps out otherwise. Channels-last, the default, is much faster on CPUs; row-major maps give batch
     * statistics, and so models with live norms, to the last digits that other programs have.
     */
    public Trainer withLayout(TrainableParameters.Layout other) {
        layout = other;
        return this;
    }

    /**
     * Trains to the end.
     *
     * @throws TrainingException if a stage trains nothing, or a loss or a gradient is no number; one line
     * @throws IOException if a picture cannot be read or the folder cannot be written; one line
     */
    public TrainingResult train(TrainingListener listener) throws IOException {
        return new Run(listener).go();
    }

    /** One run. */
    private final class Run {
        private final TrainingListener listener;
        private final BatchOrder order = new BatchOrder(examples, settings.loader(), settings.seed());
        private final int stepsPerEpoch =
                Math.max(1, order.batchesPerEpoch() / settings.optimizer().accumulate());
        private final RunClock clock;
        private final Device device = Device.parse(settings.device());
        private final PicturesAtOnce atOnce =
                new PicturesAtOnce(MemoryForecast.look(checkpoint, initial, settings, examples.dataset()));
        private final RunKeeper keeper;
        private final Optional<Judge> judge;
        private RunState state;
        private boolean stopped;

        Run(TrainingListener listener) throws IOException {
            this.listener = listener;
            this.clock = new RunClock(settings, stepsPerEpoch);
            BestMetric metric = BestMetric.of(settings.best(), validation);
            Optional<Dataset> judging = validation.map(Validation::dataset);
            this.keeper = new RunKeeper(
                    run,
                    new RunSubject(checkpoint, examples.dataset(), judging, settings.recipe(), metric.key()),
                    settings.seed(),
                    initial,
                    listener);
            this.judge = validation.map(
                    pictures -> new Judge(pictures, metric, checkpoint, settings, clock, keeper, listener));
            this.state = settings.evaluateFirst() ? clock.unjudged(RunState.BEGIN) : RunState.BEGIN;
            settings.useThreads();
        }

        TrainingResult go() throws IOException {
            TensorSource weights = initial;
            Checkpoints.Saved saved = null;
            if (run.checkpoints().any()) {
                saved = keeper.open();
                state = saved.state();
                listener.note(
                        state.finished()
                                ? "nothing to do: every stage has had its epochs (" + Counted.of(state.step(), "step")
                                        + " in all); the epochs of a stage are counted from its own beginning, so more"
                                        + " of them are a new run that begins with --weights "
                                        + keeper.lastModel()
                                : "goes on after step " + state.step());
            } else {
                run.goOnAfter(0);
            }
            int skipped;
            try (Loader loader = loader()) {
                for (int stage = state.stage(); stage < settings.stages().size() && !isOver(); stage++) {
                    weights = stage(stage, weights, Optional.ofNullable(saved), loader);
                    saved = null;
                }
                skipped = loader.skipped();
            } finally {
                if (saved != null) {
                    saved.tensors().close();
                }
            }
            keeper.end(state);
            Path last = keeper.lastModel();
            Path best = judge.isPresent() && state.best().isPresent() ? keeper.bestModel() : last;
            Map<String, Double> verdict = judge.map(Judge::verdict).orElse(Map.of());
            return new TrainingResult(
                    best, last, state.step(), state.trainedSeconds(), verdict, skipped, state.finished());
        }

        private boolean isOver() {
            return state.finished() || stopped;
        }

        private Loader loader() {
            int perStep = settings.optimizer().accumulate();
            Augmenter augmenter =
                    new Augmenter(settings.augment(), checkpoint.spec().image());
            return new Loader(
                    examples, order, augmenter, settings.loader(), settings.seed(), perStep, state.step() * perStep);
        }

        /** Trains one stage and returns its weights. */
        private TensorSource stage(int number, TensorSource weights, Optional<Checkpoints.Saved> saved, Loader loader)
                throws IOException {
            TrainingStage stage = settings.stages().get(number);
            long steps = stage.steps(stepsPerEpoch);
            try (Learner learner = begin(stage, weights, saved)) {
                long parameters = learner.parameters().values().stream()
                        .mapToLong(tensor -> tensor.count())
                        .sum();
                keeper.learns(learner.parameters().keySet());
                listener.stage(stage, learner.parameters().size(), parameters, steps);
                while (isUnjudged() || !clock.isOver(state, steps)) {
                    if (!isUnjudged()) {
                        step(stage, steps, learner, loader);
                    }
                    boolean last = clock.isOver(state, steps);
                    boolean ends = last && afterStage(number).finished();
                    if (after(learner, last, ends)) {
                        listener.note("ends early: " + settings.patience() + " evaluations without a better one");
                        state = clock.nextStage(state, true);
                        keeper.save(learner, state);
                        return learner.weights();
                    }
                    if (listener.stops() && (!last || isUnjudged())) {
                        stopped = true;
                        keeper.save(learner, state);
                        return learner.weights();
                    }
                }
                state = afterStage(number);
                keeper.save(learner, state);
                return Learner.liveWeights(learner.weights(), learner.state());
            }
        }

        private RunState afterStage(int number) {
            return clock.nextStage(state, number + 1 == settings.stages().size());
        }

        /** An evaluation that was cut short is made up for only where there still are pictures to judge by. */
        private boolean isUnjudged() {
            return state.unjudged() && judge.isPresent();
        }

        private Learner begin(TrainingStage stage, TensorSource weights, Optional<Checkpoints.Saved> saved)
                throws IOException {
            if (saved.isEmpty()) {
                return Learner.of(checkpoint, weights, settings, device, stage, layout);
            }
            try (ModelWeights model = ModelWeights.open(saved.get().model(), ModelOptions.NONE);
                    var tensors = saved.get().tensors()) {
                TensorSource live = Learner.liveWeights(model.tensors(), tensors);
                Learner learner = Learner.of(checkpoint, live, settings, device, stage, layout);
                if (state.stageStep() > 0) {
                    learner.restore(model.tensors(), tensors, state.averagedSteps());
                }
                return learner;
            }
        }

        private void step(TrainingStage stage, long steps, Learner learner, Loader loader) throws IOException {
            long began = System.nanoTime();
            double rate = stage.rate() * clock.factor(state, steps);
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < settings.optimizer().accumulate(); i++) {
                batches.add(loader.next());
            }
            Map<String, Double> losses = gradients(learner, batches, rate);
            learner.update(rate);
            state = clock.stepped(state, (System.nanoTime() - began) / 1e9, learner.averagedSteps());
            TrainingProgress progress = clock.progress(state, rate, losses, loader.waitedSeconds());
            listener.step(progress);
            if (state.step() % settings.logEvery() == 0 || state.step() == 1) {
                log(progress);
            }
        }

        /** Takes fewer pictures at once where memory runs out, as if it had been so from the beginning of the step. */
        private Map<String, Double> gradients(Learner learner, List<Batch> batches, double rate) throws IOException {
            long seed = settings.seed() * 1_000_003 + state.step() * 1009;
            try (RunningStatistics before = atOnce.canBeFewer() ? learner.statistics() : RunningStatistics.NONE) {
                while (true) {
                    try {
                        return learner.gradients(batches, atOnce.count(), seed);
                    } catch (NonFiniteNumber broken) {
                        throw FailedBatch.save(run.path(), state.step() + 1, rate, broken, examples, learner);
                    } catch (TensorMemoryException full) {
                        listener.note(atOnce.reduce(state.step() + 1, full));
                        Engine.trimMemory(); // smaller maps do not fit into what the larger ones left
                        before.restore();
                    }
                }
            }
        }

        private void log(TrainingProgress progress) throws IOException {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("loss", progress.loss());
            values.putAll(progress.losses());
            values.put("rate", progress.rate());
            values.put("imagesPerSecond", progress.imagesPerSecond());
            values.put("loaderShare", progress.loaderShare());
            values.put("residentBytes", (double) Engine.residentBytes());
            keeper.log(progress.step(), progress.epoch(), values);
        }

        /** Evaluates and saves when it is time; whether training ends early. */
        private boolean after(Learner learner, boolean stageEnds, boolean runEnds) throws IOException {
            long period = Math.max(1, Math.round(settings.evaluateEvery() * stepsPerEpoch));
            boolean due = settings.evaluateEvery() > 0 && state.step() % period == 0;
            boolean judged = judge.isPresent() && (due || runEnds || state.unjudged());
            if (judged) {
                state = judge.get().judge(learner, state);
            }
            boolean save = settings.checkpointEvery() > 0 && state.step() % settings.checkpointEvery() == 0
                    || state.step() % stepsPerEpoch == 0 && keeper.secondsSinceSaved(state) >= EPOCH_CHECKPOINT_SECONDS;
            if (!stageEnds && !listener.stops() && (judged || save)) {
                keeper.save(learner, state);
            }
            return judged
                    && !state.unjudged()
                    && !runEnds
                    && settings.patience() > 0
                    && state.sinceBest() >= settings.patience();
        }
    }
}
