package maskrcnn4j.model.target;

import maskrcnn4j.model.stage.StageObserver;

/** Watches a training pass: what {@link StageObserver} is told, and the targets of every picture. */
public interface TargetObserver extends StageObserver {
    /** Watches nothing and costs nothing. */
    TargetObserver NONE = new TargetObserver() {};

    /** The true objects of a picture, in pixels of the network input. */
    default void objects(int image, PictureTargets objects) {}

    /** What the anchors of a picture should say. */
    default void anchors(int image, AnchorTargets.Targets targets) {}

    /** What the proposals of a picture should say. */
    default void proposals(int image, ProposalTargets.Targets targets) {}

    /**
     * What the mask head should draw.
     *
     * @param size rows and columns of each
     * @param targets {@code [P, size, size]}, the foreground rois with a mask of all pictures in turn
     */
    default void masks(int size, float[] targets) {}
}
