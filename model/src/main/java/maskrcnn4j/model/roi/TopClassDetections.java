package maskrcnn4j.model.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.box.ScoreOrder;

/**
 * Matterport's choice of detections: each box counts for its most probable class only, moved by that class' deltas, clipped to
 * the window of the picture, freed of what overlaps a better one of its class.
 *
 * @param smallestScore boxes with a lower score are dropped; 0 for no limit
 * @param nmsThreshold within a class, a box is dropped when its IoU with a better one is above this
 * @param detections how many there are at most, of a class and in all
 * @param deviations multiply dy, dx, dh, dw
 */
public record TopClassDetections(float smallestScore, float nmsThreshold, int detections, float[] deviations) {

    /**
     * A detection.
     *
     * @param roi the number of its box
     * @param label its class, 1 and up
     * @param score how likely it is of that class
     * @param box y1, x1, y2, x2 in units of the network input
     */
    public record Found(int roi, int label, float score, float[] box) {}

    /**
     * Chooses, from the highest score.
     *
     * @param rois y1, x1, y2, x2 of each box in units of the network input
     * @param probabilities of the classes of each box, the background first
     * @param deltas dy, dx, dh, dw for each class of each box
     * @param window what the picture covers of the network input, in its units
     */
    public List<Found> choose(float[] rois, float[] probabilities, float[] deltas, float[] window) {
        return choose(rois, probabilities, deltas, window, label -> true);
    }

    /** Chooses among some classes; see {@link #choose(float[], float[], float[], float[])}. */
    public List<Found> choose(
            float[] rois, float[] probabilities, float[] deltas, float[] window, IntPredicate labels) {
        return stages(rois, probabilities, deltas, window, labels).best();
    }

    /**
     * What each filter left.
     *
     * @param objects how many boxes are most probably no background, of the classes asked for
     * @param sure those that also score enough
     * @param separate those that overlap no better one of their class
     * @param best the detections
     */
    record Stages(int objects, List<Found> sure, List<Found> separate, List<Found> best) {}

    /** As {@link #choose(float[], float[], float[], float[], IntPredicate)}, with what was left on the way. */
    Stages stages(float[] rois, float[] probabilities, float[] deltas, float[] window, IntPredicate labels) {
        int count = rois.length / 4;
        int classes = count == 0 ? 0 : probabilities.length / count;
        List<Found> sure = new ArrayList<>();
        int objects = 0;
        for (int i = 0; i < count; i++) {
            int label = 0;
            for (int c = 1; c < classes; c++) {
                label = probabilities[i * classes + c] > probabilities[i * classes + label] ? c : label;
            }
            float score = probabilities[i * classes + label];
            if (label == 0 || !labels.test(label)) {
                continue;
            }
            objects++;
            if (smallestScore == 0 || score >= smallestScore) {
                float[] box = new float[4];
                NormalizedBoxes.decode(rois, 4 * i, deltas, 4 * (i * classes + label), deviations, box, 0);
                NormalizedBoxes.clip(box, 0, window);
                if (Float.isFinite(score) && NormalizedBoxes.isFinite(box, 0)) {
                    sure.add(new Found(i, label, score, box));
                }
            }
        }
        List<Found> separate = separate(sure, classes);
        int[] best = ScoreOrder.best(scores(separate), detections);
        return new Stages(
                objects,
                sure,
                separate,
                Arrays.stream(best).mapToObj(separate::get).toList());
    }

    /** In the order of the boxes. */
    private List<Found> separate(List<Found> sure, int classes) {
        List<Found> kept = new ArrayList<>();
        for (int label = 1; label < classes; label++) {
            int wanted = label;
            List<Found> own =
                    sure.stream().filter(found -> found.label() == wanted).toList();
            int[] order = ScoreOrder.best(scores(own), own.size());
            float[] boxes = new float[4 * order.length];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(own.get(order[i]).box(), 0, boxes, 4 * i, 4);
            }
            for (int i : NormalizedBoxes.suppress(boxes, order.length, nmsThreshold, detections)) {
                kept.add(own.get(order[i]));
            }
        }
        kept.sort(Comparator.comparingInt(Found::roi));
        return kept;
    }

    private static float[] scores(List<Found> found) {
        float[] scores = new float[found.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = found.get(i).score();
        }
        return scores;
    }
}
