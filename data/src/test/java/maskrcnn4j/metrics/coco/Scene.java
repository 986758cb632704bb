package maskrcnn4j.metrics.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTableBuilder;

/** A small data set with detections, written down in a test. Images and categories are made when they are first named. */
final class Scene {
    private final DatasetBuilder truth = new DatasetBuilder("scene", Path.of(""));
    private final List<double[]> found = new ArrayList<>();
    private final List<InstanceMask> foundMasks = new ArrayList<>();
    private int height = 100;
    private int width = 100;
    private long nextId = 1;

    Scene size(int newHeight, int newWidth) {
        height = newHeight;
        width = newWidth;
        return this;
    }

    Scene images(long... ids) {
        for (long id : ids) {
            sample(id);
        }
        return this;
    }

    Scene categories(long... ids) {
        for (long id : ids) {
            category(id);
        }
        return this;
    }

    Scene repeatCategory(long id) {
        truth.addCategory(new Category(id, "class " + id));
        return this;
    }

    private int sample(long id) {
        int place = truth.sampleIndex(id);
        return place >= 0 ? place : truth.addSample(id, id + ".jpg", width, height);
    }

    private int category(long id) {
        int place = truth.categoryIndex(id);
        return place >= 0 ? place : truth.addCategory(new Category(id, "class " + id));
    }

    /** An object with a box, whose area is that of the box. */
    Scene object(long image, long category, double... box) {
        return object(nextId, image, category, false, box[2] * box[3], box);
    }

    Scene crowd(long image, long category, double... box) {
        return object(nextId, image, category, true, box[2] * box[3], box);
    }

    Scene objectOfArea(double area, long image, long category, double... box) {
        return object(nextId, image, category, false, area, box);
    }

    Scene object(long id, long image, long category, boolean crowd, double area, double... box) {
        truth.instances().box(box[0], box[1], box[2], box[3]).area(area).crowd(crowd);
        truth.instances().add(id, sample(image), category(category));
        nextId = Math.max(nextId, id) + 1;
        return this;
    }

    Scene object(long image, long category, boolean crowd, InstanceMask mask) {
        truth.instances().area(100).crowd(crowd).mask(mask).add(nextId++, sample(image), category(category));
        return this;
    }

    Scene objectWithoutArea(long image, long category, double... box) {
        truth.instances().box(box[0], box[1], box[2], box[3]);
        truth.instances().add(nextId++, sample(image), category(category));
        return this;
    }

    Scene ignoredObject(long image, long category, double... box) {
        truth.instances().ignored(true);
        return object(image, category, box);
    }

    /** A detection with a box, whose area is that of the box. */
    Scene detection(long image, long category, double score, double... box) {
        found.add(new double[] {image, category, score, box[0], box[1], box[2], box[3], box[2] * box[3]});
        foundMasks.add(InstanceMask.Absent.ABSENT);
        return this;
    }

    Scene detection(long image, long category, double score, double area, InstanceMask mask) {
        found.add(new double[] {image, category, score, 0, 0, 1, 1, area});
        foundMasks.add(mask);
        return this;
    }

    CocoEvaluation evaluate(CocoParameters parameters) {
        InstanceTableBuilder table = InstanceTableBuilder.numbering();
        double[] scores = new double[found.size()];
        for (int i = 0; i < scores.length; i++) {
            double[] d = found.get(i);
            scores[i] = d[2];
            table.box(d[3], d[4], d[5], d[6]).area(d[7]).mask(foundMasks.get(i));
            table.add(i + 1, sample((long) d[0]), truth.categoryIndex((long) d[1]));
        }
        Dataset dataset = truth.build();
        Detections detections = new Detections("detections", dataset, table.build(), scores, false);
        return new CocoEvaluator(parameters).evaluate(dataset, detections);
    }

    CocoEvaluation evaluate() {
        return evaluate(CocoParameters.of(IouType.BBOX));
    }

    /** Ids of the objects that the detections of a cell took at a threshold, 0 for none, best detection first. */
    static long[] matches(CocoEvaluation evaluation, int k, int a, int cell, int t) {
        EvaluatedCell found = evaluation.cells(k, a).get(cell);
        return Arrays.stream(found.match()[t])
                .mapToLong(m -> m < 0 ? 0 : evaluation.truth().instances().id(found.objects()[m]))
                .toArray();
    }
}
