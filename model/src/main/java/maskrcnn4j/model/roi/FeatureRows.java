package maskrcnn4j.model.roi;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * The pixels of all feature maps of a batch as rows of one table: what boxes are cut from. Made once for all that cut.
 *
 * <p>Channels-last memory is such a table already; only where there are several maps do they move together, and only
 * where they are not float32 are they converted: sums over bf16 rows are four times slower.
 */
public final class FeatureRows {
    private final Tensor rows;
    private final List<Level> levels;

    /**
     * Where a map lies in the table.
     *
     * @param first its first row; the pixels of the first picture follow row by row, then those of the second, ...
     * @param height of the map
     * @param width of the map
     * @param stride of the map
     */
    record Level(int first, int height, int width, int stride) {}

    private FeatureRows(Tensor rows, List<Level> levels) {
        this.rows = rows;
        this.levels = levels;
    }

    /** The rows of maps, finest first. Differentiable. */
    public static FeatureRows of(List<FeatureMap> features) {
        List<Tensor> parts = new ArrayList<>();
        List<Level> levels = new ArrayList<>();
        long first = 0;
        for (FeatureMap map : features) {
            levels.add(new Level((int) first, map.height(), map.width(), map.stride()));
            parts.add(map.values().permute(0, 2, 3, 1).reshape(-1, map.values().size(1)));
            first += parts.get(parts.size() - 1).size(0);
        }
        return new FeatureRows(Tensors.concatenateFloat32(parts), levels);
    }

    /** float32 {@code [pixels of all maps, C]}. */
    Tensor rows() {
        return rows;
    }

    List<Level> levels() {
        return levels;
    }
}
