package maskrcnn4j.metrics.cityscapes;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.metrics.ScoreOrder;

/**
 * Scores predictions as Cityscapes does. A prediction matches an object that it overlaps by more than the threshold; of
 * several on one object the surest is right and the others are wrong; one that matches nothing is left out if enough of
 * it lies on void, groups or objects below 100 pixels.
 */
public final class CityscapesEvaluator {
    private static final int OVERLAPS = 10;

    private final List<CityscapesLabel> classes;

    /** An evaluator of the eight classes. */
    public CityscapesEvaluator() {
        this(CityscapesLabel.EVALUATED);
    }

    /**
     * An evaluator of some of the eight classes.
     *
     * @throws IllegalArgumentException if a class is not one of them
     */
    public CityscapesEvaluator(List<CityscapesLabel> classes) {
        for (CityscapesLabel label : classes) {
            if (!label.evaluated()) {
                throw new IllegalArgumentException("class '" + label.name() + "' is not scored by Cityscapes");
            }
        }
        this.classes = List.copyOf(classes);
    }

    /** The overlaps 0.5, 0.55, ... 0.95, in the last bit as numpy's {@code arange} has them. */
    public static double[] overlaps() {
        double[] overlaps = new double[OVERLAPS];
        double step = 0.5 + 0.05 - 0.5;
        for (int i = 0; i < OVERLAPS; i++) {
            overlaps[i] = 0.5 + step * i;
        }
        return overlaps;
    }

    /** Evaluates. */
    public CityscapesEvaluation evaluate(List<CityscapesScene> scenes) {
        double[] overlaps = overlaps();
        double[][] ap = new double[classes.size()][overlaps.length];
        int[] objects = new int[classes.size()];
        int[] predictions = new int[classes.size()];
        for (int k = 0; k < classes.size(); k++) {
            for (CityscapesScene scene : scenes) {
                SceneClass shown = scene.of(classes.get(k));
                predictions[k] += shown.predictions().size();
                for (int object = 0; object < shown.ids().length; object++) {
                    objects[k] += shown.counts(object) ? 1 : 0;
                }
            }
            for (int t = 0; t < overlaps.length; t++) {
                ap[k][t] = objects[k] == 0 ? Double.NaN : averagePrecision(scenes, classes.get(k), overlaps[t]);
            }
        }
        return new CityscapesEvaluation(scenes.size(), classes, overlaps, ap, objects, predictions);
    }

    private static double averagePrecision(List<CityscapesScene> scenes, CityscapesLabel label, double overlap) {
        Judged judged = new Judged();
        for (CityscapesScene scene : scenes) {
            judge(scene.of(label), overlap, judged);
        }
        return judged.count == 0 ? 0 : judged.averagePrecision();
    }

    private static void judge(SceneClass shown, double overlap, Judged judged) {
        for (int object = 0; object < shown.ids().length; object++) {
            if (shown.counts(object)) {
                double best = Double.NaN;
                for (SceneClass.Prediction prediction : shown.predictions()) {
                    if (shown.overlap(object, prediction) > overlap) {
                        if (Double.isNaN(best)) {
                            best = prediction.confidence();
                        } else {
                            judged.add(Math.min(best, prediction.confidence()), false);
                            best = Math.max(best, prediction.confidence());
                        }
                    }
                }
                if (Double.isNaN(best)) {
                    judged.missed++;
                } else {
                    judged.add(best, true);
                }
            }
        }
        for (SceneClass.Prediction prediction : shown.predictions()) {
            if (!matchesAny(shown, prediction, overlap)
                    && (double) shown.unjudged(prediction) / prediction.pixels() <= overlap) {
                judged.add(prediction.confidence(), false);
            }
        }
    }

    private static boolean matchesAny(SceneClass shown, SceneClass.Prediction prediction, double overlap) {
        for (int object = 0; object < shown.ids().length; object++) {
            if (shown.overlap(object, prediction) > overlap) {
                return true;
            }
        }
        return false;
    }

    /** Predictions that are right or wrong, and how many objects were missed. */
    private static final class Judged {
        double[] confidences = new double[64];
        boolean[] right = new boolean[64];
        int count;
        int missed;

        void add(double confidence, boolean isRight) {
            if (count == confidences.length) {
                confidences = Arrays.copyOf(confidences, 2 * count);
                right = Arrays.copyOf(right, 2 * count);
            }
            confidences[count] = confidence;
            right[count++] = isRight;
        }

        /** One point for each confidence, from the lowest up, then (precision 1, recall 0). */
        double averagePrecision() {
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                order[i] = i;
            }
            new ScoreOrder().sort(confidences, order, count);
            double[] precision = new double[count + 1];
            double[] recall = new double[count + 1];
            int points = 0;
            int found = 0;
            for (int i = 0; i < count; i++) {
                found += right[order[i]] ? 1 : 0;
                if (i == count - 1 || confidences[order[i]] != confidences[order[i + 1]]) {
                    precision[points] = (double) found / (i + 1);
                    recall[points++] = found;
                }
            }
            return area(precision, recall, points, found + missed);
        }

        /** The points stand from the highest confidence down; their recalls are counts. */
        private static double area(double[] precision, double[] recall, int points, int objects) {
            double sum = 0.5 * recall[0];
            for (int i = 0; i < points; i++) {
                double before = i == 0 ? 0 : recall[i - 1];
                double after = recall[Math.min(i + 1, points - 1)];
                sum += precision[i] * 0.5 * (after - before);
            }
            return sum / objects;
        }
    }
}
