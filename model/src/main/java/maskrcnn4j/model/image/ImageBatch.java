package maskrcnn4j.model.image;

import java.util.List;
import maskrcnn4j.tensor.Tensor;

/**
 * The network input of several pictures.
 *
 * @param input {@code [N, C, H, W]}, channels-last; zeros right of and below a picture smaller than that
 * @param images the sizes of each picture
 */
public record ImageBatch(Tensor input, List<ResizedImage> images) {
    /** Takes the list as it is now. */
    public ImageBatch {
        images = List.copyOf(images);
    }

    /** The height of the input, with padding. */
    public int height() {
        return (int) input.size(2);
    }

    /** The width of the input, with padding. */
    public int width() {
        return (int) input.size(3);
    }
}
