package maskrcnn4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** Of how many sizes of the network input they are kept. */
    int REMEMBERED = 4;

    /**
     * The anchors, in pixels of the network input.
     *
     * @param levels the same anchors in single precision; they follow from the size of the network input
     * @param height of the network input
     * @param width of the network input
     */
    MatchableBoxes of(List<LevelAnchors> levels, int height, int width);

    /** In single precision. */
    static AnchorCandidates inSinglePrecision() {
        return remembered((levels, height, width) -> new FloatBoxes(Boxes.concatenate(
                levels.stream().map(level -> Boxes.of(level.corners())).toList())));
    }

    /** In double precision. */
    static AnchorCandidates inDoublePrecision(AnchorSpec.Corners spec) {
        CornerAnchors anchors = new CornerAnchors(spec.sizes(), spec.ratios(), spec.strides(), spec.every());
        return remembered((levels, height, width) -> new DoubleBoxes(anchors.pixels(height, width)));
    }

    /** Keeps those of the sizes that were asked for last: 240,000 boxes take ten milliseconds to make, and 4 MB or 8. */
    private static AnchorCandidates remembered(AnchorCandidates made) {
        Map<List<Integer>, MatchableBoxes> recent = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Integer>, MatchableBoxes> eldest) {
                return size() > REMEMBERED;
            }
        };
        return (levels, height, width) -> {
            synchronized (recent) {
                return recent.computeIfAbsent(List.of(height, width), size -> made.of(levels, height, width));
            }
        };
    }
}
