package maskrcnn4j.model.target;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.tensor.Loops;

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
     * @param crowdIou the IoU with a crowd from which on a candidate is no background, above 0
     */
    public Matches match(Boxes truths, Boxes crowds, double crowdIou, MatchableBoxes candidates, double extent) {
        Matches matches = match(truths, candidates, extent);
        Overlaps overlaps = overlaps(crowds, candidates, extent);
        double least = overlaps.threshold(crowdIou);
        if (overlaps.truths() > 0) {
            inParts(overlaps.candidates(), (first, row) -> {
                ignoreCrowds(overlaps, least, first, row, matches.labels);
                return first;
            });
        }
        return matches;
    }

    private static void ignoreCrowds(Overlaps crowds, double least, int first, double[] row, byte[] labels) {
        for (int crowd = 0; crowd < crowds.truths(); crowd++) {
            if (!crowds.row(crowd, first, row)) {
                continue;
            }
            for (int i = 0; i < row.length; i++) {
                if (labels[first + i] == BACKGROUND && row[i] >= least) {
                    labels[first + i] = IGNORED;
                }
            }
        }
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
            public boolean row(int truth, int first, double[] into) {
                return candidates.iou(truths, truth, extent, first, into);
            }

            @Override
            public double threshold(double value) {
                return candidates.threshold(value);
            }
        };
    }

    Matches match(Overlaps overlaps) {
        int count = overlaps.candidates();
        int[] truths = new int[count];
        byte[] labels = new byte[count];
        List<Highest[]> highest = inParts(count, (first, row) -> matchPart(overlaps, first, row, truths, labels));
        if (spec.lowQualityMatches()) {
            for (int truth = 0; truth < overlaps.truths(); truth++) {
                addLowQualityMatches(highest, truth, labels);
            }
        }
        return new Matches(truths, labels);
    }

    /** Matches the candidates of a part, and says which of them overlap each true box most. */
    private Highest[] matchPart(Overlaps overlaps, int first, double[] row, int[] truths, byte[] labels) {
        double[] best = new double[row.length];
        Arrays.fill(best, overlaps.truths() == 0 ? -1 : 0);
        Highest[] highest = new Highest[overlaps.truths()];
        for (int truth = 0; truth < highest.length; truth++) {
            highest[truth] = new Highest();
            if (overlaps.row(truth, first, row)) {
                for (int i = 0; i < row.length; i++) {
                    if (row[i] > best[i]) {
                        best[i] = row[i];
                        truths[first + i] = truth;
                    }
                }
                highest[truth].find(row, first);
            }
        }
        double foreground = overlaps.threshold(spec.foregroundIou());
        double background = overlaps.threshold(spec.backgroundIou());
        for (int i = 0; i < best.length; i++) {
            labels[first + i] = best[i] >= foreground ? FOREGROUND : best[i] < background ? BACKGROUND : IGNORED;
        }
        return highest;
    }

    /**
     * The candidates that overlap a true box most, all of them where several do equally, become foreground, however little
     * it is: all candidates, if none overlaps it. Each stays matched with the true box that it itself overlaps most.
     */
    private static void addLowQualityMatches(List<Highest[]> parts, int truth, byte[] labels) {
        double most =
                parts.stream().mapToDouble(part -> part[truth].value).max().orElse(0);
        if (most == 0) {
            Arrays.fill(labels, FOREGROUND);
            return;
        }
        for (Highest[] part : parts) {
            if (part[truth].value == most) {
                for (int i = 0; i < part[truth].count; i++) {
                    labels[part[truth].places[i]] = FOREGROUND;
                }
            }
        }
    }

    /** The largest IoU of a true box with a part of the candidates, and which of these have it; without any place if 0. */
    private static final class Highest {
        private double value;
        private int count;
        private int[] places = {};

        void find(double[] row, int first) {
            for (double iou : row) {
                value = Math.max(value, iou);
            }
            if (value == 0) {
                return;
            }
            for (int i = 0; i < row.length; i++) {
                if (row[i] == value) {
                    if (count == places.length) {
                        places = Arrays.copyOf(places, 2 * count + 4);
                    }
                    places[count++] = first + i;
                }
            }
        }
    }

    private static <T> List<T> inParts(int count, PartFunction<T> function) {
        int parts = (count + MatchableBoxes.PART - 1) / MatchableBoxes.PART;
        return Loops.map(parts, part -> {
            int first = part * MatchableBoxes.PART;
            return function.apply(first, new double[Math.min(MatchableBoxes.PART, count - first)]);
        });
    }

    /** What is done with a part of the candidates, which begins at {@code first}; {@code row} has a place for each. */
    @FunctionalInterface
    private interface PartFunction<T> {
        T apply(int first, double[] row);
    }
}
