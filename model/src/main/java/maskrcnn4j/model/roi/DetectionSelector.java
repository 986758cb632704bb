package maskrcnn4j.model.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.tensor.Tensors;

/** From classified proposals to the detections of a picture. */
public final class DetectionSelector implements DetectionSelection {
    private final DetectionSpec spec;
    private final ClassRule classes;
    private final BoxCoder coder;
    private final NonMaximumSuppression nms;

    public DetectionSelector(DetectionSpec spec, BoxHeadSpec head, ClassRule classes, BoxRule rule) {
        this.spec = spec;
        this.classes = classes;
        this.coder = new BoxCoder(rule, head.weights());
        this.nms = new NonMaximumSuppression(spec.nmsThreshold(), rule);
    }

    /**
     * Selects the detections of one picture.
     *
     * @param proposals in pixels of the network input
     * @param probabilities {@code [R, K]}, row-major
     * @param deltas {@code [R, 4 B]}, row-major, B boxes a proposal as the {@link ClassRule} says
     * @param wanted what is asked of this run
     * @param index the picture's place in the batch, for the observer
     */
    @Override
    public ClassifiedBoxes select(
            Boxes proposals,
            float[] probabilities,
            float[] deltas,
            ResizedImage image,
            Wanted wanted,
            int index,
            StageObserver observer) {
        int count = proposals.size();
        if (count == 0) {
            return ClassifiedBoxes.NONE;
        }
        ClassBoxes boxes = ClassBoxes.decoded(
                proposals, deltas, deltas.length / (4 * count), classes, coder, spec.decodedIn(), image);
        if (observer.wantsLayers()) {
            showAllBoxes(boxes, count, probabilities.length / count, observer);
        }
        return select(boxes, count, probabilities, wanted, index, observer);
    }

    /** Selects among the boxes of {@code count} proposals. */
    ClassifiedBoxes select(
            ClassBoxes boxes, int count, float[] probabilities, Wanted wanted, int index, StageObserver observer) {
        int scores = probabilities.length / count;
        Filtering filtering = new Filtering(index, observer, count * (scores - 1));
        ClassifiedBoxes found = scored(boxes, count, probabilities, wanted, filtering);
        found = found.select(large(found.boxes()));
        filtering.left("a side below " + spec.smallestSide() + " pixels", Fate.SMALL, found);

        found = found.select(ScoreOrder.best(found.scores(), found.size()));
        found = found.select(nms.keepInGroups(found.boxes().toArray(), found.labels(), scores + 1));
        filtering.left("IoU above " + spec.nmsThreshold() + " with a better one of its class", Fate.SUPPRESSED, found);
        if (wanted.acrossClasses()) {
            found = found.select(nms.keep(found.boxes().toArray(), found.size(), found.size()));
            filtering.left(
                    "IoU above " + spec.nmsThreshold() + " with a better one of any class", Fate.SUPPRESSED, found);
        }

        found = found.select(
                IntStream.range(0, Math.min(found.size(), spec.perImage())).toArray());
        filtering.left("not among the " + spec.perImage() + " best", Fate.SURPLUS, found);
        if (observer.wantsTraces()) {
            DetectionTrace trace = DetectionTrace.of(filtering.steps, nms::rival, boxes::unclipped);
            observer.candidates(Stage.DETECTIONS, index, trace.candidates());
        }
        return spec.order() == DetectionSpec.Order.CLASS_THEN_SCORE ? byClass(found) : found;
    }

    /** Every pair of proposal and class that scores enough: proposal by proposal, which is the order among equals. */
    private ClassifiedBoxes scored(
            ClassBoxes boxes, int count, float[] probabilities, Wanted wanted, Filtering filtering) {
        int scores = probabilities.length / count;
        int[] labels = new int[count * (scores - 1)];
        int[] proposals = new int[labels.length];
        float[] values = new float[labels.length];
        int finite = 0;
        int size = 0;
        for (int proposal = 0; proposal < count; proposal++) {
            if (!areFinite(probabilities, scores * proposal, scores) || !boxes.isFinite(proposal)) {
                continue;
            }
            finite++;
            for (int label = 1; label < scores; label++) {
                float score = probabilities[scores * proposal + classes.score(label)];
                if (wanted.score(score, spec.scoreThreshold()) && wanted.label(label)) {
                    labels[size] = label;
                    proposals[size] = proposal;
                    values[size++] = score;
                }
            }
        }
        filtering.left("not a finite number", finite * (scores - 1));
        float[] corners = new float[4 * size];
        for (int i = 0; i < size; i++) {
            boxes.box(proposals[i], labels[i], corners, 4 * i);
        }
        ClassifiedBoxes found = new ClassifiedBoxes(
                Boxes.of(corners),
                Arrays.copyOf(labels, size),
                Arrays.copyOf(values, size),
                Arrays.copyOf(proposals, size));
        filtering.left("score too low", Fate.IMPROBABLE, found);
        return found;
    }

    private static boolean areFinite(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }

    private int[] large(Boxes boxes) {
        float[] corners = boxes.toArray();
        float limit = (float) spec.smallestSide();
        return IntStream.range(0, boxes.size())
                .filter(box -> coder.shorterSide(corners, 4 * box) >= limit)
                .toArray();
    }

    private static ClassifiedBoxes byClass(ClassifiedBoxes found) {
        return found.select(IntStream.range(0, found.size())
                .boxed()
                .sorted(Comparator.comparingInt(place -> found.labels()[place]))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** Decodes what only an onlooker needs: the boxes of all classes. */
    private void showAllBoxes(ClassBoxes boxes, int count, int scores, StageObserver observer) {
        int perProposal = classes.boxCount(scores);
        float[] decoded = new float[4 * perProposal * count];
        for (int proposal = 0; proposal < count; proposal++) {
            for (int box = 0; box < perProposal; box++) {
                boxes.box(proposal, classes.label(box, scores), decoded, 4 * (perProposal * proposal + box));
            }
        }
        observer.tensor("box.decoded", Tensors.of(decoded, count, 4L * perProposal));
    }

    /** Tells the observer how many each filter leaves of those that the filter before it left. */
    private static final class Filtering {
        private final int index;
        private final StageObserver observer;
        private final List<DetectionTrace.Step> steps = new ArrayList<>();
        private int before;

        Filtering(int index, StageObserver observer, int all) {
            this.index = index;
            this.observer = observer;
            this.before = all;
        }

        void left(String reason, Fate fate, ClassifiedBoxes found) {
            left(reason, found.size());
            if (observer.wantsTraces()) {
                steps.add(new DetectionTrace.Step(fate, found));
            }
        }

        void left(String reason, int after) {
            observer.filtered(Stage.DETECTIONS, index, reason, before, after);
            before = after;
        }
    }
}
