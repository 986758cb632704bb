package maskrcnn4j.model.roi;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.EmbeddingBags;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Some rows of a sparse matrix, which grow entry by entry; several of these multiply a dense matrix. */
final class SparseRows {
    /** A bin of two samples an axis reads about this many pixels. */
    private static final int ENTRIES_PER_ROW = 12;

    private int[] indices;
    private float[] weights;
    private final int[] offsets;
    private int entries;
    private int rows;

    SparseRows(int capacity) {
        indices = new int[ENTRIES_PER_ROW * capacity];
        weights = new float[ENTRIES_PER_ROW * capacity];
        offsets = new int[capacity];
    }

    void beginRow() {
        offsets[rows++] = entries;
    }

    /** Adds neighbouring entries to the current row: {@code factor * values[i]} in column {@code index + i}. */
    void add(int index, double factor, double[] values, int count) {
        if (entries + count > indices.length) {
            int capacity = 2 * indices.length + count;
            indices = Arrays.copyOf(indices, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        for (int i = 0; i < count; i++) {
            indices[entries] = index + i;
            weights[entries++] = (float) (factor * values[i]);
        }
    }

    /**
     * The product.
     *
     * @param parts rows after rows
     * @param dense float32 {@code [R, C]}
     * @return float32 {@code [rows of all parts, C]}
     */
    static Tensor weightedSum(List<SparseRows> parts, Tensor dense) {
        int entries = 0;
        int rows = 0;
        for (SparseRows part : parts) {
            for (int i = 0; i < part.rows; i++) {
                part.offsets[i] += entries;
            }
            entries = Math.addExact(entries, part.entries);
            rows += part.rows;
        }
        Tensor indices = Tensors.filled(ElementType.INT32, new long[] {entries}, memory -> {
            var numbers = memory.asIntBuffer();
            parts.forEach(part -> numbers.put(part.indices, 0, part.entries));
        });
        Tensor offsets = Tensors.filled(ElementType.INT32, new long[] {rows}, memory -> {
            var numbers = memory.asIntBuffer();
            parts.forEach(part -> numbers.put(part.offsets, 0, part.rows));
        });
        Tensor weights = Tensors.filled(ElementType.FLOAT32, new long[] {entries}, memory -> {
            var numbers = memory.asFloatBuffer();
            parts.forEach(part -> numbers.put(part.weights, 0, part.entries));
        });
        return EmbeddingBags.weightedSum(
                dense, indices.to(dense.device()), offsets.to(dense.device()), weights.to(dense.device()));
    }
}
