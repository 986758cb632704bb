package maskrcnn4j.model;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.rpn.CornerAnchors;
import maskrcnn4j.model.rpn.LevelAnchors;
import maskrcnn4j.model.target.DoubleBoxes;
import maskrcnn4j.model.target.FloatBoxes;
import maskrcnn4j.model.target.MatchableBoxes;
import maskrcnn4j.spec.AnchorSpec;

/** All anchors of a batch, level after level, in the precision in which a family matches them. */
@FunctionalInterface
interface AnchorCandidates {
    /**
     * The anchors, in pixels of the network input.
     *
     * @param levels the same anchors in single precision
     * @param height of the network input
     * @param width of the network input
     */
    MatchableBoxes of(List<LevelAnchors> levels, int height, int width);

    /** In single precision. */
    static AnchorCandidates inSinglePrecision() {
        return (levels, height, width) -> new FloatBoxes(Boxes.concatenate(
                levels.stream().map(level -> Boxes.of(level.corners())).toList()));
    }

    /** In double precision. */
    static AnchorCandidates inDoublePrecision(AnchorSpec.Corners spec) {
        CornerAnchors anchors = new CornerAnchors(spec.sizes(), spec.ratios(), spec.strides(), spec.every());
        return (levels, height, width) -> new DoubleBoxes(anchors.pixels(height, width));
    }
}
