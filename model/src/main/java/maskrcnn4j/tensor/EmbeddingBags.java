package maskrcnn4j.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Weighted sums of rows. */
public final class EmbeddingBags {
    private static final long SUM = 0;

    private EmbeddingBags() {}

    /**
     * For each bag, the weighted sum of the rows it names.
     *
     * @param rows float32 {@code [R, C]}
     * @param indices int32 or int64 {@code [I]}, row numbers, bag after bag
     * @param offsets as {@code indices} {@code [B]}: where each bag begins in {@code indices}
     * @param weights float32 {@code [I]}
     * @return float32 {@code [B, C]}; zeros for a bag without rows; differentiable in {@code rows}
     */
    public static Tensor weightedSum(Tensor rows, Tensor indices, Tensor offsets, Tensor weights) {
        return NativeCalls.tensor(
                "weighted sum of rows",
                () -> torch.embedding_bag(
                                rows.handle(),
                                indices.handle(),
                                offsets.handle(),
                                false,
                                SUM,
                                false,
                                new TensorOptional(weights.handle()),
                                false)
                        .get0(),
                rows,
                indices,
                offsets);
    }
}
