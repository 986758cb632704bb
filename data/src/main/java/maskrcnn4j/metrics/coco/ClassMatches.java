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

    /** Matched and ignored thresholds, by chunk of 16 thresholds and range: {@code bits[chunk * ranges + range]}. */
    final int[][] bits;

    /** How many objects count, by range. */
    final int[] positives;

    /** The most detections that one image has. */
    int deepest;

    ClassMatches(int ranges, int chunks, int capacity) {
        this.ranges = ranges;
        this.chunks = chunks;
        scores = new double[capacity];
        ranks = new int[capacity];
        detections = new int[capacity];
        bits = new int[chunks * ranges][capacity];
        positives = new int[ranges];
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
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Arrays.copyOf(bits[i], total);
            System.arraycopy(other.bits[i], 0, bits[i], count, other.count);
        }
        for (int a = 0; a < ranges; a++) {
            positives[a] += other.positives[a];
        }
        deepest = Math.max(deepest, other.deepest);
        count = total;
    }
}
