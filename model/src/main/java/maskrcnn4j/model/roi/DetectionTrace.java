package maskrcnn4j.model.roi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;

/** What became of every pair of proposal and class that scored enough; made for an onlooker only. */
final class DetectionTrace {
    private final ClassifiedBoxes all;
    private final Map<Long, Integer> places = new HashMap<>();
    private final Fate[] fates;
    private final int[] rivals;

    /**
     * What a filter left.
     *
     * @param fate of those that it did not leave
     */
    record Step(Fate fate, ClassifiedBoxes left) {}

    /** Finds what suppressed a box; see {@link maskrcnn4j.model.box.NonMaximumSuppression#rival}. */
    @FunctionalInterface
    interface Rivals {
        int rival(float[] corners, int box, int[] kept);
    }

    /** Writes a box as it was before clipping. */
    @FunctionalInterface
    interface Unclipped {
        void box(int proposal, int label, float[] into, int at);
    }

    private final float[] decoded;

    private DetectionTrace(ClassifiedBoxes all, Unclipped unclipped) {
        this.all = all;
        fates = new Fate[all.size()];
        rivals = new int[all.size()];
        decoded = new float[4 * all.size()];
        Arrays.fill(fates, Fate.KEPT);
        Arrays.fill(rivals, -1);
        for (int i = 0; i < fates.length; i++) {
            places.put(key(all, i), i);
            unclipped.box(all.proposals()[i], all.labels()[i], decoded, 4 * i);
        }
    }

    /**
     * Follows the filters.
     *
     * @param steps the first one holds all that competed
     */
    static DetectionTrace of(List<Step> steps, Rivals rivals, Unclipped unclipped) {
        DetectionTrace trace = new DetectionTrace(steps.get(0).left(), unclipped);
        for (Step step : steps.subList(1, steps.size())) {
            trace.left(step, rivals);
        }
        return trace;
    }

    private static long key(ClassifiedBoxes boxes, int place) {
        return (long) boxes.proposals()[place] << 32 | boxes.labels()[place];
    }

    private void left(Step step, Rivals rule) {
        ClassifiedBoxes left = step.left();
        int[] kept = IntStream.range(0, left.size())
                .map(i -> places.get(key(left, i)))
                .toArray();
        boolean[] isKept = new boolean[fates.length];
        Arrays.stream(kept).forEach(place -> isKept[place] = true);
        float[] corners = all.boxes().toArray();
        for (int i = 0; i < fates.length; i++) {
            if (fates[i] == Fate.KEPT && !isKept[i]) {
                fates[i] = step.fate();
                rivals[i] = step.fate() == Fate.SUPPRESSED ? rival(corners, i, kept, rule) : -1;
            }
        }
    }

    /** One of its class, if any of that suppressed it. */
    private int rival(float[] corners, int box, int[] kept, Rivals rule) {
        int[] own = Arrays.stream(kept)
                .filter(place -> all.labels()[place] == all.labels()[box])
                .toArray();
        int rival = rule.rival(corners, box, own);
        return rival >= 0 ? rival : rule.rival(corners, box, kept);
    }

    Candidates candidates() {
        return new Candidates(
                all.proposals(),
                all.labels(),
                all.scores(),
                decoded,
                all.boxes().toArray(),
                fates,
                rivals);
    }
}
