package maskrcnn4j.model.rpn;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.spec.AnchorSpec;

/** Where the anchors stand on feature maps. */
public final class AnchorGenerator {
    private final AnchorSpec spec;

    /** Makes a generator of the anchors that a spec describes. */
    public AnchorGenerator(AnchorSpec spec) {
        this.spec = spec;
    }

    /** How many stand on each cell. */
    public int perCell() {
        return spec.perCell();
    }

    /**
     * The anchors of every level, the same for all pictures of a batch.
     *
     * @param features the levels, finest first
     * @param inputHeight of the network input, with padding
     * @param inputWidth of the network input, with padding
     */
    public List<LevelAnchors> anchors(List<FeatureMap> features, int inputHeight, int inputWidth) {
        List<LevelAnchors> levels = new ArrayList<>();
        for (FeatureMap map : features) {
            int every = spec.every();
            levels.add(level(
                    levels.size(),
                    (map.height() + every - 1) / every,
                    (map.width() + every - 1) / every,
                    map.stride() * every,
                    inputHeight,
                    inputWidth));
        }
        return levels;
    }

    /**
     * The anchors of one level.
     *
     * @param level its number, 0 for the finest
     * @param height of the grid of cells that have anchors: the feature map's, unless only every so many cells do
     * @param width of that grid
     * @param stride of that grid, in pixels of the network input
     */
    public LevelAnchors level(int level, int height, int width, int stride, int inputHeight, int inputWidth) {
        boolean over = spec.steps() == AnchorSpec.Steps.INPUT_OVER_GRID;
        double[] cell = spec.cell(level);
        float[] boxes = new float[cell.length];
        int stepY = over ? inputHeight / height : stride;
        int stepX = over ? inputWidth / width : stride;
        for (int i = 0; i < cell.length; i++) {
            boxes[i] = (float) cell[i];
        }
        return new LevelAnchors(boxes, height, width, stepY, stepX, spec.centre());
    }
}
