package maskrcnn4j.model.stage;

import java.util.List;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.tensor.Tensor;

/**
 * Watches a run of the network: each stage's name and tensors, and what each filter removed and why.
 *
 * <p>Calls come on the thread that runs the network. A tensor is valid during the call only and may be changed after it:
 * copy what should be kept.
 */
public interface StageObserver {
    /** Watches nothing and costs nothing. */
    StageObserver NONE = new StageObserver() {};

    /** A stage begins. */
    default void begin(Stage stage) {}

    /** A stage has ended. */
    default void end(Stage stage) {}

    /**
     * Whether {@link #tensor} should be told every layer's output, and outputs that only an onlooker needs should be
     * computed (the masks of all classes, for instance).
     */
    default boolean wantsLayers() {
        return false;
    }

    /**
     * Whether {@link #candidates} and {@link #sampling} should be told: what only an onlooker needs, and what is computed for
     * it alone.
     */
    default boolean wantsTraces() {
        return false;
    }

    /** The sizes of the pictures of the batch that begins. */
    default void pictures(List<ResizedImage> sizes) {}

    /**
     * The output of a layer or stage.
     *
     * @param name the layer's name, which is also the prefix of its weights ({@code backbone.block3.expand}), or the
     *     stage's own word ({@code proposals})
     */
    default void tensor(String name, Tensor value) {}

    /**
     * The boxes that a stage gives for one picture.
     *
     * @param stage {@link Stage#PROPOSALS} or {@link Stage#DETECTIONS}
     * @param image which picture of the batch
     * @param corners x1, y1, x2, y2 of each in pixels of the network input; a copy
     * @param scores of each; a copy
     */
    default void boxes(Stage stage, int image, float[] corners, float[] scores) {}

    /**
     * A filter has removed something.
     *
     * @param stage where
     * @param image which picture of the batch
     * @param reason why, in words, with the limit
     * @param before how many there were
     * @param after how many are left
     */
    default void filtered(Stage stage, int image, String reason, int before, int after) {}

    /**
     * The boxes that competed in a stage, from before clipping on, with what became of each; only where {@link #wantsTraces}.
     *
     * @param stage {@link Stage#PROPOSALS} or {@link Stage#DETECTIONS}
     * @param image which picture of the batch
     * @param candidates of a proposal stage those with the best scores, group after group; of a detection stage the pairs of
     *     proposal and class that score enough
     */
    default void candidates(Stage stage, int image, Candidates candidates) {}

    /**
     * Where features were read; only where {@link #wantsTraces}.
     *
     * @param stage {@link Stage#BOX_ALIGN} or {@link Stage#MASK_ALIGN}
     * @param grids of each box, the boxes of the first picture, then of the second, ...
     */
    default void sampling(Stage stage, List<SamplingGrid> grids) {}
}
