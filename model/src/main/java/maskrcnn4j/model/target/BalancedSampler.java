package maskrcnn4j.model.target;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import maskrcnn4j.spec.SamplingSpec;

/** Chooses at random which candidates take part in a loss, with a limited share of foreground (Fast R-CNN, section 2.3). */
public final class BalancedSampler {
    private final SamplingSpec spec;
    private final Background rule;

    /** How much background there is. */
    public enum Background {
        /** As much as foreground leaves of the sample. */
        FILLS_UP,
        /** So much that foreground has its share exactly: none without foreground (Matterport). */
        KEEPS_THE_SHARE
    }

    /** Makes a sampler. */
    public BalancedSampler(SamplingSpec spec, Background rule) {
        this.spec = spec;
        this.rule = rule;
    }

    /**
     * What was chosen.
     *
     * @param positives numbers of foreground candidates, increasing
     * @param negatives numbers of background candidates, increasing
     */
    public record Sample(int[] positives, int[] negatives) {}

    /**
     * Chooses candidates of one picture.
     *
     * @param labels of each candidate, as {@link Matcher} gives them
     * @param random the same state gives the same sample; untouched where there is nothing to choose
     */
    public Sample sample(byte[] labels, RandomGenerator random) {
        int[] foreground = places(labels, Matcher.FOREGROUND);
        int[] background = places(labels, Matcher.BACKGROUND);
        int positives = Math.min(foreground.length, (int) (spec.perImage() * spec.positiveShare()));
        int negatives = Math.min(background.length, background(positives));
        return new Sample(choose(foreground, positives, random), choose(background, negatives, random));
    }

    /** How many of the background there are at most beside so many of the foreground. */
    int background(int positives) {
        return switch (rule) {
            case FILLS_UP -> spec.perImage() - positives;
            case KEEPS_THE_SHARE -> (int) ((float) (1 / spec.positiveShare()) * positives) - positives;
        };
    }

    private static int[] places(byte[] labels, byte wanted) {
        int count = 0;
        for (byte label : labels) {
            if (label == wanted) {
                count++;
            }
        }
        int[] places = new int[count];
        int at = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == wanted) {
                places[at++] = i;
            }
        }
        return places;
    }

    /** The first steps of a shuffle; changes the order of {@code from}. */
    private static int[] choose(int[] from, int count, RandomGenerator random) {
        if (count == from.length) {
            return from;
        }
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(from.length - i);
            int swap = from[i];
            from[i] = from[other];
            from[other] = swap;
        }
        int[] chosen = Arrays.copyOf(from, count);
        Arrays.sort(chosen);
        return chosen;
    }
}
