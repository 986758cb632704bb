package maskrcnn4j.model.backbone;

import maskrcnn4j.tensor.Tensor;

/**
 * One level of features.
 *
 * @param values {@code [N, C, H, W]}, channels-last
 * @param stride pixels of the network input per pixel of the map
 */
public record FeatureMap(Tensor values, int stride) {
    /** Rows. */
    public int height() {
        return (int) values.size(2);
    }

    /** Columns. */
    public int width() {
        return (int) values.size(3);
    }
}
