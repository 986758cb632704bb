package maskrcnn4j.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrozenNorms;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Scope;

/**
 * Looks at every stage of the network on one picture.
 *
 * <pre>{@code
 * try (Inspector inspector = Inspector.open(Path.of("coco.safetensors"))) {
 *     Inspection seen = inspector.inspect(Images.read(Path.of("street.jpg")));
 *     seen.removals().forEach(System.out::println); // what each filter removed, and why
 *     InspectionPage.of(seen, "street.jpg").writeTo(Path.of("street.html"));
 * }
 * }</pre>
 */
public final class Inspector implements AutoCloseable {
    /** Which anchors and proposals training would sample. */
    private static final long SEED = 0;

    private final ModelWeights weights;
    private final MaskRcnn model;
    private final LoadOptions options;

    private Inspector(ModelWeights weights, MaskRcnn model, LoadOptions options) {
        this.weights = weights;
        this.model = model;
        this.options = options;
    }

    /**
     * Loads a model; see {@link MaskRcnn#load(Path)}.
     *
     * @throws IOException if the weights cannot be read, are of no known family, or lack a tensor
     */
    public static Inspector open(Path weights) throws IOException {
        return open(weights, LoadOptions.DEFAULT);
    }

    /** Loads a model; see {@link #open(Path)}. */
    public static Inspector open(Path weights, LoadOptions options) throws IOException {
        try (Engine.Guard natives = Engine.startMeanwhile()) {
            return of(ModelWeights.open(weights, options.model()), options);
        }
    }

    /**
     * Builds a model of opened weights.
     *
     * @param weights are closed with the inspector
     * @throws IOException if a tensor is missing or cannot be read; the weights are closed then
     */
    public static Inspector of(ModelWeights weights, LoadOptions options) throws IOException {
        try {
            return new Inspector(weights, MaskRcnn.of(weights, options), options);
        } catch (IOException | RuntimeException unusable) {
            weights.close();
            throw unusable;
        }
    }

    /** Spec and classes of the model. */
    public Checkpoint checkpoint() {
        return model.checkpoint();
    }

    /** How pictures for this model are read. */
    public ReadOptions reading() {
        return model.reading(ReadOptions.DEFAULT);
    }

    /** Looks at the network on a picture of which nothing is known. */
    public Inspection inspect(Image picture) {
        InspectionRecorder recorder = new InspectionRecorder(checkpoint());
        Segmentation found = segment(picture, recorder);
        return recorder.inspection(picture, model.precision(), found, Optional.empty(), Optional.empty());
    }

    /**
     * Looks at the network on a picture whose true objects are known, and at what training would ask of it. Nothing is learned:
     * norms use their running statistics, and what is random has one seed.
     *
     * @throws IOException if a weight cannot be read
     */
    public Inspection inspect(Image picture, Truth truth) throws IOException {
        InspectionRecorder recorder = new InspectionRecorder(checkpoint());
        Segmentation found = segment(picture, recorder);
        return recorder.inspection(picture, model.precision(), found, Optional.of(truth), lesson(truth));
    }

    private Segmentation segment(Image picture, InspectionRecorder recorder) {
        return model.segment(List.of(picture), SegmentOptions.DEFAULT, recorder).get(0);
    }

    /** Empty where the model's conventions cannot be trained. */
    private Optional<Lesson> lesson(Truth truth) throws IOException {
        Checkpoint own = checkpoint();
        try {
            TrainableMaskRcnn.requireTrainable(own.spec());
        } catch (IllegalArgumentException findsOnly) {
            return Optional.empty();
        }
        Checkpoint still = new Checkpoint(FrozenNorms.in(own.spec()), own.categories(), own.provenance());
        TrainOptions frozen =
                new TrainOptions(options.device(), options.precision(), name -> true, TrainOptions.DEFAULT.layout());
        LessonRecorder recorder = new LessonRecorder(own.spec().anchors().inUnitsOfInput());
        try (TrainableMaskRcnn learner = TrainableMaskRcnn.of(still, weights.tensors(), frozen);
                Engine.Guard inference = Engine.withoutGradients();
                Scope scope = Scope.open()) {
            return Optional.of(recorder.lesson(
                    learner.losses(List.of(truth.example()), SEED, recorder).values()));
        }
    }

    @Override
    public void close() throws IOException {
        model.close();
        weights.close();
    }
}
