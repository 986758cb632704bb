package maskrcnn4j.metrics.cityscapes;

import java.util.List;

/**
 * What one picture shows of one class, and what was predicted: no pixels, only how many are shared.
 *
 * @param ids values of the objects and groups in the picture of instance ids, ascending
 * @param pixels how many pixels each of them has
 * @param predictions the predictions of this class that are not empty
 */
record SceneClass(int[] ids, int[] pixels, List<Prediction> predictions) {
    /** From this value on ids are single objects. */
    private static final int FIRST_OBJECT = 1000;

    /** Objects of fewer pixels do not count. */
    private static final int LEAST_PIXELS = 100;

    /**
     * One prediction.
     *
     * @param confidence its confidence
     * @param pixels how many pixels it has, at least 1
     * @param voidPixels how many of them lie on what is void
     * @param shared how many it shares with each of the objects
     */
    record Prediction(double confidence, int pixels, int voidPixels, int[] shared) {}

    boolean group(int object) {
        return ids[object] < FIRST_OBJECT;
    }

    boolean small(int object) {
        return pixels[object] < LEAST_PIXELS;
    }

    boolean counts(int object) {
        return !group(object) && !small(object);
    }

    double overlap(int object, Prediction prediction) {
        int shared = prediction.shared[object];
        return (double) shared / (pixels[object] + prediction.pixels - shared);
    }

    /** Pixels of a prediction that nobody can judge. Those on a small group are counted twice, as in the scripts. */
    int unjudged(Prediction prediction) {
        int sum = prediction.voidPixels;
        for (int object = 0; object < ids.length; object++) {
            sum += group(object) ? prediction.shared[object] : 0;
            sum += small(object) ? prediction.shared[object] : 0;
        }
        return sum;
    }
}
