package maskrcnn4j.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.TrainOptions;
import maskrcnn4j.model.evaluation.ClassMatch;
import maskrcnn4j.model.evaluation.EvaluationListener;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.model.evaluation.Evaluator;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.PictureFiles;
import maskrcnn4j.weights.TensorSource;

/** Judges a model in training by pictures that it does not learn from. */
public final class Validation {
    private static final int SAMPLES = 8;
    private static final double SHOWN_SCORE = 0.5;

    private final Dataset dataset;
    private final Measure measure;
    private final EvaluationOptions options;

    /** Judges by the measure that belongs to a data set. */
    public Validation(Dataset dataset, Measure measure, EvaluationOptions options) {
        this.dataset = dataset;
        this.measure = measure;
        this.options = options;
    }

    /** The pictures. */
    public Dataset dataset() {
        return dataset;
    }

    /** The keys of the numbers that {@link #judge} gives: those of each type in turn. */
    List<String> names() {
        List<String> keys = new ArrayList<>();
        for (IouType type : measure.types(dataset)) {
            measure.names(type).forEach(name -> keys.add(key(type, name)));
        }
        return keys;
    }

    /** The key of the number that says most: the first of the last type, which is AP of masks where there are masks. */
    String mainName() {
        List<IouType> types = measure.types(dataset);
        IouType last = types.get(types.size() - 1);
        return key(last, measure.names(last).get(0));
    }

    private static String key(IouType type, String name) {
        return type.key() + "/" + name.replace(",", " ");
    }

    /** The losses on the pictures, by keys such as {@code validation/loss}; see {@link ValidationLosses}. */
    Map<String, Double> losses(Checkpoint checkpoint, TensorSource weights, TrainOptions options, BooleanSupplier stops)
            throws IOException {
        int[] labels = ClassMatch.of(checkpoint.categories(), dataset, Map.of()).labels(dataset);
        Examples examples = new Examples(dataset, new PictureFiles(dataset), labels);
        Map<String, Double> losses = new LinkedHashMap<>();
        ValidationLosses.of(checkpoint, weights, examples, options, done -> requireGoingOn(stops))
                .forEach((name, value) -> losses.put(ValidationLosses.PREFIX + name, value));
        return losses;
    }

    /**
     * What a model is worth.
     *
     * @param values all numbers by name, {@code segm/AP} for example
     * @param scores the scores themselves
     */
    public record Verdict(Map<String, Double> values, List<Score> scores) {}

    /** Runs a model over the pictures. */
    public Verdict judge(MaskRcnn model) throws IOException {
        return judge(model, EvaluationListener.NONE);
    }

    /**
     * Runs a model over the pictures, and draws what it finds on the first of them into a folder.
     *
     * @throws EvaluationStopped when {@code stops} says so
     * @throws UncheckedIOException if a drawing cannot be written
     */
    Verdict judge(MaskRcnn model, Path samples, BooleanSupplier stops) throws IOException {
        return judge(model, new EvaluationListener() {
            private int drawn;

            @Override
            public void found(Sample sample, Segmentation found) {
                requireGoingOn(stops);
                if (drawn++ < SAMPLES) {
                    draw(sample, found.atLeast(SHOWN_SCORE), samples);
                }
            }
        });
    }

    private static void requireGoingOn(BooleanSupplier stops) {
        if (stops.getAsBoolean()) {
            throw new EvaluationStopped();
        }
    }

    private static void draw(Sample sample, Segmentation found, Path folder) {
        try {
            Image picture = SamplePicture.read(sample, ReadOptions.DEFAULT).image();
            Images.write(found.drawOn(picture), folder.resolve("sample-" + (sample.index() + 1) + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Verdict judge(MaskRcnn model, EvaluationListener listener) throws IOException {
        List<Score> scores =
                new Evaluator(model, options).evaluate(dataset, listener).scores(measure);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Score score : scores) {
            for (int i = 0; i < score.stats().length; i++) {
                values.put(key(score.type(), score.names().get(i)), score.stats()[i]);
            }
        }
        return new Verdict(values, scores);
    }
}
