package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.coco.ImageCell;

/** What TIDE finds on one picture. */
final class TideImage {
    private static final int NONE = -1;

    /** The detections, best first. */
    final List<Judged> detections = new ArrayList<>();

    /** Categories of the objects that count. */
    final List<Integer> objects = new ArrayList<>();

    /** Categories of the objects that were not found. */
    final List<Integer> unfound = new ArrayList<>();

    /** Categories of the objects that were not found and that no other error's repair would find. */
    final List<Integer> missed = new ArrayList<>();

    private final ImageCell cell;
    private final double threshold;
    private final double background;
    private final int[] usedBy;
    private final int[] foundBy;
    private final double[] bestScore;
    private final int[] bestDetection;
    private final int[] nearObject;

    /**
     * One detection.
     *
     * @param category its category
     * @param score its confidence
     * @param right whether it found an object
     * @param ignored whether it lies on a crowd and counts neither way
     * @param error what is wrong with it
     * @param repaired the category in which it would be right after repair; -1 if it would be gone
     */
    record Judged(
            int category, double score, boolean right, boolean ignored, Optional<TideError> error, int repaired) {}

    TideImage(ImageCell cell, double threshold, double background) {
        this.cell = cell;
        this.threshold = threshold;
        this.background = background;
        int found = cell.detections().length;
        int there = cell.objects().length;
        usedBy = filled(there);
        foundBy = filled(found);
        bestScore = new double[there];
        Arrays.fill(bestScore, Double.NEGATIVE_INFINITY);
        bestDetection = filled(there);
        nearObject = filled(found);
        match();
        List<Optional<TideError>> errors = new ArrayList<>();
        for (int d = 0; d < found; d++) {
            errors.add(foundBy[d] >= 0 ? Optional.empty() : Optional.of(error(d)));
        }
        for (int d = 0; d < found; d++) {
            boolean right = foundBy[d] >= 0;
            detections.add(new Judged(
                    cell.detectionCategory(d),
                    cell.score(d),
                    right,
                    !right && liesOnCrowd(d),
                    errors.get(d),
                    repaired(d)));
        }
        for (int g = 0; g < there; g++) {
            if (!cell.ignored(g)) {
                objects.add(cell.objectCategory(g));
                if (usedBy[g] < 0) {
                    unfound.add(cell.objectCategory(g));
                    if (bestDetection[g] < 0) {
                        missed.add(cell.objectCategory(g));
                    }
                }
            }
        }
    }

    private static int[] filled(int count) {
        int[] values = new int[count];
        Arrays.fill(values, NONE);
        return values;
    }

    private void match() {
        for (int d = 0; d < foundBy.length; d++) {
            int best = NONE;
            for (int g = 0; g < usedBy.length; g++) {
                boolean open = usedBy[g] < 0 && !cell.ignored(g) && cell.sameCategory(d, g);
                if (open && (best < 0 || cell.iou(d, g) > cell.iou(d, best))) {
                    best = g;
                }
            }
            if (best >= 0 && cell.iou(d, best) >= threshold) {
                usedBy[best] = d;
                foundBy[d] = best;
            }
        }
    }

    /** Which object of the same or of other categories a detection agrees with most, the first of equals, or -1. */
    private int nearest(int d, boolean same, boolean usedOnly) {
        int best = NONE;
        for (int g = 0; g < usedBy.length; g++) {
            boolean meant = !cell.ignored(g) && cell.sameCategory(d, g) == same && (!usedOnly || usedBy[g] >= 0);
            if (meant && (best < 0 || cell.iou(d, g) > cell.iou(d, best))) {
                best = g;
            }
        }
        return best;
    }

    private TideError error(int d) {
        int same = nearest(d, true, false);
        if (same >= 0 && cell.iou(d, same) >= background && cell.iou(d, same) <= threshold) {
            claim(d, same);
            return TideError.LOCALIZATION;
        }
        int other = nearest(d, false, false);
        if (other >= 0 && cell.iou(d, other) >= threshold) {
            claim(d, other);
            return TideError.CLASSIFICATION;
        }
        int used = nearest(d, true, true);
        if (used >= 0 && cell.iou(d, used) >= threshold) {
            return TideError.DUPLICATE;
        }
        double most = Math.max(same < 0 ? 0 : cell.iou(d, same), other < 0 ? 0 : cell.iou(d, other));
        return most <= background ? TideError.BACKGROUND : TideError.BOTH;
    }

    /** Of several that repair would bring to one free object, the surest gets it. */
    private void claim(int d, int object) {
        if (usedBy[object] < 0) {
            nearObject[d] = object;
            if (cell.score(d) > bestScore[object]) {
                bestScore[object] = cell.score(d);
                bestDetection[object] = d;
            }
        }
    }

    private int repaired(int d) {
        int object = nearObject[d];
        return object >= 0 && bestDetection[object] == d ? cell.objectCategory(object) : NONE;
    }

    private boolean liesOnCrowd(int d) {
        for (int g = 0; g < usedBy.length; g++) {
            if (cell.ignored(g) && cell.sameCategory(d, g) && cell.iou(d, g) > threshold) {
                return true;
            }
        }
        return false;
    }
}
