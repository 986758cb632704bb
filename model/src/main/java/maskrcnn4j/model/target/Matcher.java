package maskrcnn4j.model.target;

import java.util.Arrays;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.MatchingSpec;

/**
 * Assigns candidates to true boxes (Faster R-CNN, section 3.1.2): each to the one it overlaps most, as foreground,
 * background, or neither.
 */
public final class Matcher {
    /** Neither foreground nor background: takes no part in any loss. */
    public static final byte IGNORED = -1;

    /** Stands for no object. */
    public static final byte BACKGROUND = 0;

    /** Stands for the object it is matched with. */
    public static final byte FOREGROUND = 1;

    private final MatchingSpec spec;

    /** Makes a matcher. */
    public Matcher(MatchingSpec spec) {
        this.spec = spec;
    }

    /**
     * What became of each candidate.
     *
     * @param truths the true box that each overlaps most, the first of several equals; 0 where there are none
     * @param labels {@link #FOREGROUND}, {@link #BACKGROUND} or {@link #IGNORED}
     */
    public record Matches(int[] truths, byte[] labels) {}

    /**
     * Matches boxes.
     *
     * @param truths the true boxes; without any, all candidates are background
     * @param candidates what is matched with them, in the same coordinates
     * @param extent what is added to x2 - x1 for a width
     */
    public Matches match(Boxes truths, MatchableBoxes candidates, double extent) {
        return match(overlaps(truths, candidates, extent));
    }

    /**
     * Matches boxes, and ignores what would be background but overlaps a crowd.
     *
     * @param crowds the boxes of crowds, in the same coordinates
     * @param crowdIou the IoU with a crowd from which on a candidate is no background
     */
    public Matches match(Boxes truths, Boxes crowds, double crowdIou, MatchableBoxes candidates, double extent) {
        Matches matches = match(truths, candidates, extent);
        Overlaps overlaps = overlaps(crowds, candidates, extent);
        double[] row = new double[overlaps.candidates()];
        double least = overlaps.threshold(crowdIou);
        for (int crowd = 0; crowd < overlaps.truths(); crowd++) {
            overlaps.row(crowd, row);
            for (int i = 0; i < row.length; i++) {
                if (matches.labels[i] == BACKGROUND && row[i] >= least) {
                    matches.labels[i] = IGNORED;
                }
            }
        }
        return matches;
    }

    private static Overlaps overlaps(Boxes truths, MatchableBoxes candidates, double extent) {
        return new Overlaps() {
            @Override
            public int truths() {
                return truths.size();
            }

            @Override
            public int candidates() {
                return candidates.size();
            }

            @Override
            public void row(int truth, double[] into) {
                candidates.iou(truths, truth, extent, into);
            }

            @Override
            public double threshold(double value) {
                return candidates.threshold(value);
            }
        };
    }

    Matches match(Overlaps overlaps) {
        int count = overlaps.candidates();
        double[] best = new double[count];
        int[] truths = new int[count];
        double[] row = new double[count];
        double[] highest = new double[overlaps.truths()];
        Arrays.fill(best, -1);
        for (int truth = 0; truth < overlaps.truths(); truth++) {
            overlaps.row(truth, row);
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                if (row[i] > best[i]) {
                    best[i] = row[i];
                    truths[i] = truth;
                }
                high = Math.max(high, row[i]);
            }
            highest[truth] = high;
        }
        byte[] labels = label(best, overlaps.threshold(spec.foregroundIou()), overlaps.threshold(spec.backgroundIou()));
        if (spec.lowQualityMatches()) {
            addLowQualityMatches(overlaps, highest, row, labels);
        }
        return new Matches(truths, labels);
    }

    private static byte[] label(double[] best, double foreground, double background) {
        byte[] labels = new byte[best.length];
        for (int i = 0; i < best.length; i++) {
            labels[i] = best[i] >= foreground ? FOREGROUND : best[i] < background ? BACKGROUND : IGNORED;
        }
        return labels;
    }

    /**
     * The candidates that overlap a true box most, all of them where several do equally, become foreground, however little
     * it is. Each stays matched with the true box that it itself overlaps most.
     */
    private static void addLowQualityMatches(Overlaps overlaps, double[] highest, double[] row, byte[] labels) {
        for (int truth = 0; truth < highest.length; truth++) {
            overlaps.row(truth, row);
            for (int i = 0; i < row.length; i++) {
                if (row[i] == highest[truth]) {
                    labels[i] = FOREGROUND;
                }
            }
        }
    }
}
