package maskrcnn4j.model.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.tensor.Tensors;

/** From classified proposals to the detections of a picture. */
public final class DetectionSelector {
    private static final Comparator<ClassifiedBox> BY_SCORE =
            Comparator.comparingDouble((ClassifiedBox box) -> -box.score());

    private final DetectionSpec spec;
    private final BoxRule rule;
    private final BoxCoder coder;
    private final NonMaximumSuppression nms;

    public DetectionSelector(DetectionSpec spec, BoxHeadSpec head, BoxRule rule) {
        this.spec = spec;
        this.rule = rule;
        this.coder = new BoxCoder(rule, head.weights());
        this.nms = new NonMaximumSuppression(spec.nmsThreshold(), rule);
    }

    /**
     * Selects the detections of one picture.
     *
     * @param proposals in pixels of the network input
     * @param probabilities {@code [R, K]}, row-major, the background first
     * @param deltas {@code [R, 4 K]}, row-major
     * @param wanted what is asked of this run
     * @param index the picture's place in the batch, for the observer
     */
    public List<ClassifiedBox> select(
            Boxes proposals,
            float[] probabilities,
            float[] deltas,
            ResizedImage image,
            Wanted wanted,
            int index,
            StageObserver observer) {
        int rois = proposals.size();
        if (rois == 0) {
            return List.of();
        }
        int classes = probabilities.length / rois;
        if (observer.wantsLayers()) {
            showAllBoxes(proposals, deltas, classes, image, observer);
        }
        List<ClassifiedBox> candidates = new ArrayList<>();
        int scored = 0;
        for (int label = 1; label < classes; label++) {
            if (!wanted.label(label)) {
                continue;
            }
            int above = 0;
            int[] places = new int[rois];
            float[] scores = new float[rois];
            for (int roi = 0; roi < rois; roi++) {
                float score = probabilities[roi * classes + label];
                if (wanted.score(score, spec.scoreThreshold())) {
                    places[above] = roi;
                    scores[above++] = score;
                }
            }
            scored += above;
            if (above > 0) {
                suppress(label, Arrays.copyOf(scores, above), places, proposals, deltas, classes, image, candidates);
            }
        }
        observer.filtered(Stage.DETECTIONS, index, "score too low", rois * (classes - 1), scored);
        observer.filtered(
                Stage.DETECTIONS,
                index,
                "IoU above " + spec.nmsThreshold() + " with a better one of its class",
                scored,
                candidates.size());
        return best(candidates, wanted, index, observer);
    }

    private void suppress(
            int label,
            float[] scores,
            int[] places,
            Boxes proposals,
            float[] deltas,
            int classes,
            ResizedImage image,
            List<ClassifiedBox> candidates) {
        int[] order = ScoreOrder.best(scores, scores.length);
        double[] boxes = new double[4 * order.length];
        for (int i = 0; i < order.length; i++) {
            int roi = places[order[i]];
            decode(proposals, roi, deltas, 4 * (roi * classes + label), image, boxes, 4 * i);
        }
        Boxes sorted = Boxes.of(boxes);
        for (int i : nms.keep(boxes, order.length, order.length)) {
            candidates.add(new ClassifiedBox(label, scores[order[i]], places[order[i]], sorted.select(i)));
        }
    }

    /** Decodes what only an onlooker needs: the boxes of all classes. */
    private void showAllBoxes(
            Boxes proposals, float[] deltas, int classes, ResizedImage image, StageObserver observer) {
        double[] decoded = new double[deltas.length];
        for (int i = 0; i < proposals.size() * classes; i++) {
            decode(proposals, i / classes, deltas, 4 * i, image, decoded, 4 * i);
        }
        float[] values = new float[decoded.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) decoded[i];
        }
        observer.tensor("box.decoded", Tensors.of(values, proposals.size(), 4L * classes));
    }

    private void decode(Boxes proposals, int roi, float[] deltas, int d, ResizedImage image, double[] into, int at) {
        boolean original = spec.decodedIn() == DetectionSpec.Coordinates.ORIGINAL_IMAGE;
        double scaleX = original ? image.scaleX() : 1;
        double scaleY = original ? image.scaleY() : 1;
        into[at] = proposals.x1(roi) / scaleX;
        into[at + 1] = proposals.y1(roi) / scaleY;
        into[at + 2] = proposals.x2(roi) / scaleX;
        into[at + 3] = proposals.y2(roi) / scaleY;
        coder.decode(into, at, deltas[d], deltas[d + 1], deltas[d + 2], deltas[d + 3], into, at);
        // The size that Detectron reckons back from the input, which need not be the picture's own to the pixel.
        coder.clip(
                into,
                at,
                original ? (int) (image.width() / scaleX + 0.5) : image.width(),
                original ? (int) (image.height() / scaleY + 0.5) : image.height());
        into[at] *= scaleX;
        into[at + 1] *= scaleY;
        into[at + 2] *= scaleX;
        into[at + 3] *= scaleY;
    }

    private List<ClassifiedBox> best(List<ClassifiedBox> candidates, Wanted wanted, int index, StageObserver observer) {
        candidates.sort(BY_SCORE); // stable: equal scores stay in the order of their classes
        List<ClassifiedBox> kept = candidates;
        if (wanted.acrossClasses()) {
            double[] boxes = candidates.stream()
                    .flatMapToDouble(box -> Arrays.stream(box.box().toArray()))
                    .toArray();
            List<ClassifiedBox> separate = new ArrayList<>();
            for (int i : nms.keep(boxes, candidates.size(), candidates.size())) {
                separate.add(candidates.get(i));
            }
            observer.filtered(
                    Stage.DETECTIONS,
                    index,
                    "IoU above " + spec.nmsThreshold() + " with a better one of any class",
                    kept.size(),
                    separate.size());
            kept = separate;
        }
        if (kept.size() > spec.perImage()) {
            observer.filtered(
                    Stage.DETECTIONS,
                    index,
                    "not among the " + spec.perImage() + " best",
                    kept.size(),
                    spec.perImage());
            kept = kept.subList(0, spec.perImage());
        }
        List<ClassifiedBox> ordered = new ArrayList<>(kept);
        if (spec.order() == DetectionSpec.Order.CLASS_THEN_SCORE) {
            ordered.sort(Comparator.comparingInt(ClassifiedBox::label));
        }
        return List.copyOf(ordered);
    }
}
