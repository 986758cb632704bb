package maskrcnn4j.model.roi;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.SamplingGrid;
import maskrcnn4j.tensor.Tensor;

/** Cuts the features of boxes out of feature maps. */
public interface BoxFeatures {
    /**
     * Cuts out the features of boxes.
     *
     * @param features the pixels of the levels
     * @param boxes the boxes of each picture of the batch
     * @param images the sizes of each picture
     * @return float32 {@code [R, C, size, size]}, channels-last; the boxes of the first picture, then of the second, ...;
     *     differentiable in the features
     */
    Tensor align(FeatureRows features, List<Boxes> boxes, List<ResizedImage> images);

    /**
     * Where {@link #align} reads, for each of its rows.
     *
     * @param features the pixels of the levels
     * @param boxes the boxes of each picture of the batch
     * @param images the sizes of each picture
     */
    List<SamplingGrid> grids(FeatureRows features, List<Boxes> boxes, List<ResizedImage> images);
}
