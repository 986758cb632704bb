package maskrcnn4j.metrics.coco;

import java.util.Arrays;

/** All detections of one class after matching: in the order of images, within an image best first. */
final class ClassMatches {
    final int ranges;
    final int chunks;

    int count;
    double[] scores;

    /** The place of each among those of its image. */
    int[] ranks;

    /** The detection's place in its table. */
    int[] detections;

    /** Matched and ignored thresholds, by chunk of 16 thresholds and range: {@code matched[chunk * ranges + range]}. */
    final int[][] matched;

    /** A bit for each range in which the detection does not count unless it matches. */
    int[] outside;

    /** By chunk, the bits of all its thresholds. */
    private final int[] allBits;

    /** How many objects count, by range. */
    final int[] positives;

    /** The most detections that one image has. */
    int deepest;

    ClassMatches(int ranges, int[] allBits, int capacity) {
        this.ranges = ranges;
        this.allBits = allBits;
        chunks = allBits.length;
        scores = new double[capacity];
        ranks = new int[capacity];
        detections = new int[capacity];
        matched = new int[chunks * ranges][capacity];
        outside = new int[capacity];
        positives = new int[ranges];
    }

    /** At which thresholds a detection matched, and at which it is ignored: the low and the high 16 bits. */
    int bits(int chunk, int range, int i) {
        int bits = matched[chunk * ranges + range][i];
        return (outside[i] >>> range & 1) == 0 ? bits : bits | (allBits[chunk] & ~bits) << CellMatcher.IGNORED_SHIFT;
    }

    /** Takes over the matches of the images that follow. */
    void append(ClassMatches other) {
        int total = count + other.count;
        scores = Arrays.copyOf(scores, total);
        ranks = Arrays.copyOf(ranks, total);
        detections = Arrays.copyOf(detections, total);
        System.arraycopy(other.scores, 0, scores, count, other.count);
        System.arraycopy(other.ranks, 0, ranks, count, other.count);
        System.arraycopy(other.detections, 0, detections, count, other.count);
        outside = Arrays.copyOf(outside, total);
        System.arraycopy(other.outside, 0, outside, count, other.count);
        for (int i = 0; i < matched.length; i++) {
            matched[i] = Arrays.copyOf(matched[i], total);
            System.arraycopy(other.matched[i], 0, matched[i], count, other.count);
        }
        for (int a = 0; a < ranges; a++) {
            positives[a] += other.positives[a];
        }
        deepest = Math.max(deepest, other.deepest);
        count = total;
    }
}
