package maskrcnn4j.model.roi;

import java.util.List;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The neighbourhoods of single cells of feature maps: what a few convolutions need to compute those cells alone. */
public final class Patches {
    private static final double[] ONE = {1};

    private Patches() {}

    /**
     * One cell of a feature map.
     *
     * @param level its map, 0 for the finest
     * @param image its picture's place in the batch
     * @param row from the top
     * @param column from the left
     */
    public record Cell(int level, int image, int row, int column) {}

    /**
     * Patches and where they lie.
     *
     * @param values float32 {@code [S, C, side, side]}, channels-last, zeros beyond the edge of the map; differentiable in the
     *     features
     * @param inside float32 {@code [S, 1, side, side]}: 1 on the map, 0 beyond its edge
     */
    public record Cut(Tensor values, Tensor inside) {}

    /**
     * Cuts out patches.
     *
     * @param features the pixels of the levels
     * @param cells their centres
     * @param reach cells on each side of the centre: the side is {@code 2 reach + 1}
     */
    public static Cut cut(FeatureRows features, List<Cell> cells, int reach) {
        int side = 2 * reach + 1;
        SparseRows pixels = new SparseRows(Math.max(1, cells.size() * side * side));
        float[] inside = new float[cells.size() * side * side];
        int at = 0;
        for (Cell cell : cells) {
            FeatureRows.Level level = features.levels().get(cell.level());
            int first = level.first() + cell.image() * level.height() * level.width();
            for (int y = cell.row() - reach; y <= cell.row() + reach; y++) {
                for (int x = cell.column() - reach; x <= cell.column() + reach; x++) {
                    pixels.beginRow();
                    if (y >= 0 && y < level.height() && x >= 0 && x < level.width()) {
                        pixels.add(first + y * level.width() + x, 1, ONE, 1);
                        inside[at] = 1;
                    }
                    at++;
                }
            }
        }
        long channels = features.rows().size(1);
        Tensor values = SparseRows.weightedSum(List.of(pixels), features.rows())
                .reshape(cells.size(), side, side, channels)
                .permute(0, 3, 1, 2);
        return new Cut(values, Tensors.of(inside, cells.size(), 1, side, side).to(values.device()));
    }
}
