package maskrcnn4j.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.TensorMemoryException;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.training.loader.Batch;
import maskrcnn4j.training.optimizer.GradientNorms;
import maskrcnn4j.training.optimizer.MovingAverage;
import maskrcnn4j.training.optimizer.Optimizer;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;

/** A model in one stage of training, with its optimiser and the moving average of its weights. */
final class Learner implements AutoCloseable {
    private static final String LIVE = "live/";
    private static final String OPTIMIZER = "optimizer/";
    private static final int SHOWN_GRADIENTS = 5;

    private final TrainableMaskRcnn model;
    private final Optimizer optimizer;
    private final Optional<MovingAverage> average;
    private final OptimizerSpec spec;
    private GradientNorms lastGradients = GradientNorms.NONE;

    private Learner(TrainableMaskRcnn model, Optimizer optimizer, Optional<MovingAverage> average, OptimizerSpec spec) {
        this.model = model;
        this.optimizer = optimizer;
        this.average = average;
        this.spec = spec;
    }

    /**
     * Begins a stage.
     *
     * @throws TrainingException if the stage trains nothing
     */
    static Learner of(
            Checkpoint checkpoint,
            TensorSource weights,
            TrainingSettings settings,
            Device device,
            TrainingStage stage,
            TrainableParameters.Layout layout)
            throws IOException {
        StageLayers layers = new StageLayers(checkpoint.spec().backbone(), settings);
        TrainableMaskRcnn model = TrainableMaskRcnn.of(
                checkpoint,
                weights,
                TrainOptions.DEFAULT
                        .withDevice(device)
                        .withPrecision(settings.precision())
                        .withFrozen(layers.frozenIn(stage))
                        .withLayout(layout));
        if (model.parameters().isEmpty()) {
            model.close();
            throw layers.trainsNothing(stage, weights.tensors().keySet());
        }
        OptimizerSpec spec = settings.optimizer();
        Optional<MovingAverage> average =
                spec.ema() > 0 ? Optional.of(new MovingAverage(model.parameters(), spec.ema())) : Optional.empty();
        return new Learner(model, spec.create(model.parameters(), layers.groups()), average, spec);
    }

    /** The tensors that are trained. */
    Map<String, Tensor> parameters() {
        return model.parameters();
    }

    /** The running statistics as they are, which {@link #gradients} moves, however it ends. */
    RunningStatistics statistics() {
        return RunningStatistics.of(model.liveStatistics());
    }

    /**
     * Computes the gradients of a step. No weight is changed.
     *
     * @param batches whose gradients make it
     * @param atOnce the most pictures that are computed at once
     * @param seed chooses the samples of anchors and proposals
     * @return the losses by name, the mean over the batches
     * @throws NonFiniteNumber if one, or a gradient, is not a number
     * @throws TensorMemoryException if there is too little memory; it names the stage and the layer
     */
    Map<String, Double> gradients(List<Batch> batches, int atOnce, long seed) throws NonFiniteNumber {
        optimizer.clearGradients();
        Map<String, Double> means = new LinkedHashMap<>();
        StageWatch watch = new StageWatch();
        for (int i = 0; i < batches.size(); i++) {
            Map<String, Double> losses;
            try {
                losses = model.gradients(batches.get(i).pictures(), seed + i, atOnce, 1.0 / batches.size(), watch);
            } catch (TensorMemoryException full) {
                throw full.in(watch.where());
            }
            for (Map.Entry<String, Double> loss : losses.entrySet()) {
                if (!Double.isFinite(loss.getValue())) {
                    throw new NonFiniteNumber(loss.getKey() + " is " + loss.getValue(), List.of(batches.get(i)));
                }
                means.merge(loss.getKey(), loss.getValue() / batches.size(), Double::sum);
            }
        }
        GradientNorms norms = GradientNorms.of(model.parameters());
        if (norms.nonFinite().isPresent()) {
            throw new NonFiniteNumber("the gradient of " + norms.nonFinite().get() + " is no number", batches);
        }
        if (spec.clip() > 0) {
            norms.clip(model.parameters(), spec.clip());
        }
        lastGradients = norms;
        return means;
    }

    /**
     * Moves the weights by the gradients.
     *
     * @param rate the learning rate
     * @throws TensorMemoryException if there is too little memory; some weights are then moved and others not
     */
    void update(double rate) {
        optimizer.step(rate);
        average.ifPresent(of -> of.update(model.parameters()));
    }

    /** Remembers how far a pass is. */
    private static final class StageWatch implements TargetObserver {
        private Optional<Stage> open = Optional.empty();

        @Override
        public void begin(Stage stage) {
            open = Optional.of(stage);
        }

        @Override
        public void end(Stage stage) {
            open = Optional.empty();
        }

        String where() {
            return open.map(stage -> stage.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .orElse("gradients");
        }
    }

    /** The largest norms of the gradients of the last step, the largest first, each as {@code name norm}. */
    List<String> largestGradients() {
        return lastGradients.largest(SHOWN_GRADIENTS);
    }

    /** The weights that a user wants: the averages where they are kept. A copy. */
    TensorSource weights() {
        TensorSource live = model.weights();
        if (average.isEmpty()) {
            return live;
        }
        NamedTensors.Builder merged = NamedTensors.builder();
        for (String name : live.tensors().keySet()) {
            Tensor averaged = average.get().averages().get(name);
            if (averaged == null) {
                add(merged, name, live);
            } else {
                merged.add(name, Shape.of(averaged.shape()), averaged.toFloats());
            }
        }
        return merged.build();
    }

    private static void add(NamedTensors.Builder to, String name, TensorSource from) {
        try {
            to.add(from.tensors().get(name), from.read(name));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is in memory
        }
    }

    /** What going on needs beside {@link #weights}: the optimiser's memory, and the weights themselves beside averages. */
    TensorSource state() {
        NamedTensors.Builder state = NamedTensors.builder();
        try (Scope scope = Scope.open()) {
            optimizer
                    .state()
                    .forEach(
                            (name, tensor) -> state.add(OPTIMIZER + name, Shape.of(tensor.shape()), tensor.toFloats()));
        }
        if (average.isPresent()) {
            TensorSource live = model.weights();
            for (TensorInfo info : live.tensors().values()) {
                try {
                    state.add(new TensorInfo(LIVE + info.name(), info.type(), info.shape()), live.read(info.name()));
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        }
        return state.build();
    }

    /** The weights to go on with, out of a checkpoint's two files. */
    static TensorSource liveWeights(TensorSource model, TensorSource state) throws IOException {
        NamedTensors.Builder live = NamedTensors.builder();
        for (TensorInfo info : model.tensors().values()) {
            TensorInfo own = state.tensors().get(LIVE + info.name());
            live.add(info, own == null ? model.read(info.name()) : state.read(own.name()));
        }
        return live.build();
    }

    /** Takes up what was remembered. */
    void restore(TensorSource averaged, TensorSource state, long averagedSteps) throws IOException {
        try (Scope scope = Scope.open()) {
            for (Map.Entry<String, Tensor> tensor : optimizer.state().entrySet()) {
                fill(tensor.getValue(), state, OPTIMIZER + tensor.getKey());
            }
            if (average.isPresent()) {
                for (Map.Entry<String, Tensor> tensor : average.get().averages().entrySet()) {
                    fill(tensor.getValue(), averaged, tensor.getKey());
                }
                average.get().resume(averagedSteps);
            }
        }
    }

    private static void fill(Tensor tensor, TensorSource source, String name) throws IOException {
        Tensor stored = Tensors.of(source.floats(name), tensor.shape()).to(tensor.type());
        ParameterUpdates.average(tensor, stored.to(tensor.device()), 0);
    }

    long averagedSteps() {
        return average.map(MovingAverage::steps).orElse(0L);
    }

    @Override
    public void close() {
        optimizer.close();
        average.ifPresent(MovingAverage::close);
        model.close();
    }
}
