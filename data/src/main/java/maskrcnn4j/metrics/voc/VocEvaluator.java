package maskrcnn4j.metrics.voc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreOrder;
import maskrcnn4j.metrics.coco.ImageCell;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * Scores detections by Pascal VOC's measure. A detection is held against the object of its category that it agrees with
 * most, the first of equals: with too little agreement it is wrong; if the object is difficult it does not count; if the
 * object was found before, by a surer detection, it is wrong.
 *
 * <p>Boxes are taken as [x, y, width, height] of whole pixels, which is what VOC's inclusive corners and its "+ 1" mean. A
 * crowd counts as difficult, and so does an object that its file asks to ignore.
 */
public final class VocEvaluator {
    /** The agreement that VOC asks for. */
    public static final double USUAL_THRESHOLD = 0.5;

    private final IouType type;
    private final double threshold;

    /** An evaluator at an agreement of 0.5. */
    public VocEvaluator(IouType type) {
        this(type, USUAL_THRESHOLD);
    }

    /** An evaluator at another agreement. */
    public VocEvaluator(IouType type, double threshold) {
        this.type = type;
        this.threshold = threshold;
    }

    /** Where the detections of a picture stand in their table, and what became of each. */
    private record Judged(int[] detections, Verdict[] verdicts) {}

    private enum Verdict {
        RIGHT,
        WRONG,
        UNCOUNTED
    }

    /** Evaluates. */
    public VocEvaluation evaluate(Dataset truth, Detections found) {
        Verdict[] verdicts = new Verdict[found.count()];
        Arrays.fill(verdicts, Verdict.UNCOUNTED);
        ImageCells cells = new ImageCells(truth, found, type, Integer.MAX_VALUE, threshold);
        for (Judged judged : cells.map(this::judge)) {
            for (int i = 0; i < judged.detections.length; i++) {
                verdicts[judged.detections[i]] = judged.verdicts[i];
            }
        }
        int[] order = new int[found.count()];
        double[] scores = new double[found.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            scores[i] = found.score(i);
        }
        new ScoreOrder().sort(scores, order, order.length);
        List<VocClass> classes = new ArrayList<>();
        for (int k = 0; k < truth.categories().size(); k++) {
            classes.add(score(truth, found, k, order, verdicts));
        }
        classes.sort(Comparator.comparingLong(VocClass::categoryId));
        return new VocEvaluation(threshold, classes);
    }

    private Judged judge(ImageCell cell) {
        Verdict[] verdicts = new Verdict[cell.detections().length];
        boolean[] taken = new boolean[cell.objects().length];
        for (int d = 0; d < verdicts.length; d++) {
            int best = -1;
            for (int g = 0; g < taken.length; g++) {
                if (cell.sameCategory(d, g) && (best < 0 || cell.iou(d, g) > cell.iou(d, best))) {
                    best = g;
                }
            }
            if (best < 0 || cell.iou(d, best) < threshold) {
                verdicts[d] = Verdict.WRONG;
            } else if (cell.ignored(best)) {
                verdicts[d] = Verdict.UNCOUNTED;
            } else {
                verdicts[d] = taken[best] ? Verdict.WRONG : Verdict.RIGHT;
                taken[best] = true;
            }
        }
        return new Judged(cell.detections(), verdicts);
    }

    private static VocClass score(Dataset truth, Detections found, int k, int[] order, Verdict[] verdicts) {
        int objects = 0;
        int difficult = 0;
        for (int i = 0; i < truth.instances().count(); i++) {
            if (truth.instances().category(i) == k && truth.instances().sample(i) >= 0) {
                boolean out = truth.instances().crowd(i) || truth.instances().ignored(i);
                difficult += out ? 1 : 0;
                objects += out ? 0 : 1;
            }
        }
        boolean[] right = new boolean[order.length];
        int counted = 0;
        int detections = 0;
        for (int i : order) {
            if (found.instances().category(i) == k) {
                detections++;
                if (verdicts[i] != Verdict.UNCOUNTED) {
                    right[counted++] = verdicts[i] == Verdict.RIGHT;
                }
            }
        }
        Category category = truth.categories().get(k);
        double elevenPoints = -1;
        double area = -1;
        if (objects > 0) {
            VocCurve curve = new VocCurve(Arrays.copyOf(right, counted), objects);
            elevenPoints = curve.elevenPoints();
            area = curve.area();
        }
        return new VocClass(category.id(), category.name(), elevenPoints, area, objects, difficult, detections);
    }
}
