package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.coco.ImageCell;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * What went right and wrong on one picture. Detections, best first, take the free object of their own category that they
 * agree with most, first by {@value #FOUND} and more, as in the {@linkplain ConfusionMatrix confusion matrix}; what is left
 * then by {@value #NEAR} and more: such an object was seen, but its outline is bad. Detections that lie on a crowd of
 * their category, or on an object that does not count, are left out.
 *
 * @param sample the picture's place in the data set
 * @param matches objects that were found or nearly found
 * @param missed places of the objects that no detection came near
 * @param falseAlarms detections that are near no free object of their category, the surest first
 */
public record PictureErrors(int sample, List<Match> matches, List<Integer> missed, List<FalseAlarm> falseAlarms) {
    /** From this agreement on an object counts as found. */
    public static final double FOUND = 0.5;

    /** From this agreement on a detection is about an object. */
    public static final double NEAR = 0.1;

    /** Below this agreement an outline is bad. */
    public static final double GOOD = 0.75;

    /** Copies the lists. */
    public PictureErrors {
        matches = List.copyOf(matches);
        missed = List.copyOf(missed);
        falseAlarms = List.copyOf(falseAlarms);
    }

    /**
     * An object and the detection that is about it.
     *
     * @param object the object's place
     * @param detection the detection's place
     * @param score the detection's confidence
     * @param iou how well they agree, at least {@value PictureErrors#NEAR}
     */
    public record Match(int object, int detection, double score, double iou) {
        /** Whether the object counts as found. */
        public boolean found() {
            return iou >= FOUND;
        }

        /** Whether the outline is bad. */
        public boolean bad() {
            return iou < GOOD;
        }
    }

    /**
     * A detection of something that is not there.
     *
     * @param detection the detection's place
     * @param score its confidence
     */
    public record FalseAlarm(int detection, double score) {}

    /** How much agreement bad outlines lack, in sum. */
    public double lacking() {
        return matches.stream()
                .filter(Match::bad)
                .mapToDouble(one -> 1 - one.iou())
                .sum();
    }

    /** The confidence of all false alarms, in sum. */
    public double alarm() {
        return falseAlarms.stream().mapToDouble(FalseAlarm::score).sum();
    }

    /**
     * Looks at all pictures.
     *
     * @param leastScore the least confidence of detections that are looked at
     * @param limit how many detections of a picture are looked at, best first
     * @return a result for each picture, by increasing id
     */
    public static List<PictureErrors> of(Dataset truth, Detections found, IouType type, double leastScore, int limit) {
        return new ImageCells(truth, found, type, limit, NEAR).map(cell -> of(cell, leastScore));
    }

    private static PictureErrors of(ImageCell cell, double leastScore) {
        int shown = 0;
        while (shown < cell.detections().length && cell.score(shown) >= leastScore) {
            shown++;
        }
        boolean[] taken = new boolean[cell.objects().length];
        boolean[] settled = new boolean[shown];
        List<Match> matches = new ArrayList<>();
        for (double least : new double[] {FOUND, NEAR}) {
            for (int d = 0; d < shown; d++) {
                int best = settled[d] ? -1 : best(cell, d, taken, least);
                if (best >= 0) {
                    settled[d] = true;
                    taken[best] = true;
                    matches.add(
                            new Match(cell.objects()[best], cell.detections()[d], cell.score(d), cell.iou(d, best)));
                } else if (!settled[d]) {
                    settled[d] = isForgiven(cell, d);
                }
            }
        }
        List<FalseAlarm> alarms = new ArrayList<>();
        for (int d = 0; d < shown; d++) {
            if (!settled[d]) {
                alarms.add(new FalseAlarm(cell.detections()[d], cell.score(d)));
            }
        }
        List<Integer> missed = new ArrayList<>();
        for (int g = 0; g < taken.length; g++) {
            if (!taken[g] && !cell.ignored(g)) {
                missed.add(cell.objects()[g]);
            }
        }
        return new PictureErrors(cell.sample(), matches, missed, alarms);
    }

    private static int best(ImageCell cell, int d, boolean[] taken, double least) {
        int best = -1;
        for (int g = 0; g < taken.length; g++) {
            boolean open = !taken[g] && !cell.ignored(g) && cell.sameCategory(d, g);
            if (open && cell.iou(d, g) >= least && (best < 0 || cell.iou(d, g) > cell.iou(d, best))) {
                best = g;
            }
        }
        return best;
    }

    private static boolean isForgiven(ImageCell cell, int d) {
        for (int g = 0; g < cell.objects().length; g++) {
            if (cell.ignored(g) && cell.sameCategory(d, g) && cell.iou(d, g) >= FOUND) {
                return true;
            }
        }
        return false;
    }
}
