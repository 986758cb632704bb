package maskrcnn4j.model.stage;

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
}
