package maskrcnn4j.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.dataset.InstanceTableBuilder;

/** A small data set with detections, put together by hand. Categories have the ids 1, 2, ...; pictures are 100 x 100. */
public final class ScoreCase {
    private final DatasetBuilder builder = new DatasetBuilder("truth.json", Path.of(""));
    private final InstanceTableBuilder found = InstanceTableBuilder.numbering();
    private final List<Double> scores = new ArrayList<>();
    private long nextId = 1;

    public ScoreCase(String... categories) {
        for (int k = 0; k < categories.length; k++) {
            builder.addCategory(new Category(k + 1L, categories[k]));
        }
    }

    /** Pictures with the ids 1, 2, ... up to this number. */
    public ScoreCase images(int count) {
        for (int i = 1; i <= count; i++) {
            builder.addSample(i, "group" + i % 2 + "/" + i + ".png", 100, 100);
        }
        return this;
    }

    public ScoreCase object(long image, long category, double x, double y, double w, double h) {
        return object(image, category, false, false, x, y, w, h);
    }

    public ScoreCase crowd(long image, long category, double x, double y, double w, double h) {
        return object(image, category, true, false, x, y, w, h);
    }

    public ScoreCase ignored(long image, long category, double x, double y, double w, double h) {
        return object(image, category, false, true, x, y, w, h);
    }

    private ScoreCase object(
            long image, long category, boolean crowd, boolean ignored, double x, double y, double w, double h) {
        InstanceTableBuilder objects = builder.instances();
        objects.box(x, y, w, h).area(w * h).crowd(crowd).ignored(ignored);
        rectangle(objects, x, y, w, h);
        objects.add(nextId++, builder.sampleIndex(image), builder.categoryIndex(category));
        return this;
    }

    public ScoreCase detection(long image, long category, double score, double x, double y, double w, double h) {
        found.box(x, y, w, h).area(w * h);
        rectangle(found, x, y, w, h);
        found.add(0, builder.sampleIndex(image), builder.categoryIndex(category));
        scores.add(score);
        return this;
    }

    private static void rectangle(InstanceTableBuilder table, double x, double y, double w, double h) {
        table.beginPolygons();
        table.beginRing();
        for (double corner : new double[] {x, y, x, y + h, x + w, y + h, x + w, y}) {
            table.corner(corner);
        }
        table.endRing();
    }

    public ScoreCase federated(FederatedLabels labels) {
        builder.federated(labels);
        return this;
    }

    /** The detections; their data set is {@link Detections#truth}. Ends the case. */
    public Detections build() {
        double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
        return new Detections("results.json", builder.build(), found.build(), values, false);
    }

    /** The detections of this case and those of another, on one data set. */
    public static Detections on(Dataset truth, Detections other) {
        double[] values = new double[other.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = other.score(i);
        }
        return new Detections(other.name(), truth, other.instances(), values, false);
    }
}
