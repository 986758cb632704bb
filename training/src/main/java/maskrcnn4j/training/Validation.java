package maskrcnn4j.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.evaluation.EvaluationListener;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.model.evaluation.Evaluator;

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

    /**
     * What a model is worth.
     *
     * @param metric what the best model is chosen by, larger is better: the first number of the last type that is scored,
     *     which is mask AP where there are masks
     * @param values all numbers by name, {@code segm/AP} for example
     * @param scores the scores themselves
     */
    public record Verdict(double metric, Map<String, Double> values, List<Score> scores) {}

    /** Runs a model over the pictures. */
    public Verdict judge(MaskRcnn model) throws IOException {
        return judge(model, EvaluationListener.NONE);
    }

    /** Runs a model over the pictures, and draws what it finds on the first of them into a folder. */
    public Verdict judge(MaskRcnn model, Path samples) throws IOException {
        return judge(model, new EvaluationListener() {
            private int drawn;

            @Override
            public void found(Sample sample, Segmentation found) {
                if (drawn++ < SAMPLES) {
                    draw(sample, found.atLeast(SHOWN_SCORE), samples);
                }
            }
        });
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
                values.put(score.type().key() + "/" + score.names().get(i).replace(",", " "), score.stats()[i]);
            }
        }
        return new Verdict(scores.get(scores.size() - 1).stats()[0], values, scores);
    }
}
