package maskrcnn4j.model.roi;

import java.util.Arrays;
import maskrcnn4j.tensor.EmbeddingBags;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** A sparse matrix that grows row by row and multiplies a dense one. */
final class SparseRows {
    private int[] indices = new int[1 << 14];
    private float[] weights = new float[1 << 14];
    private int[] offsets = new int[1 << 10];
    private int entries;
    private int rows;

    void beginRow() {
        if (rows == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * rows);
        }
        offsets[rows++] = entries;
    }

    void add(int index, float weight) {
        if (entries == indices.length) {
            indices = Arrays.copyOf(indices, 2 * entries);
            weights = Arrays.copyOf(weights, 2 * entries);
        }
        indices[entries] = index;
        weights[entries++] = weight;
    }

    /**
     * The product.
     *
     * @param dense float32 {@code [R, C]}
     * @return float32 {@code [rows, C]}
     */
    Tensor weightedSum(Tensor dense) {
        return EmbeddingBags.weightedSum(
                dense,
                Tensors.of(Arrays.copyOf(indices, entries), entries).to(dense.device()),
                Tensors.of(Arrays.copyOf(offsets, rows), rows).to(dense.device()),
                Tensors.of(Arrays.copyOf(weights, entries), entries).to(dense.device()));
    }
}
