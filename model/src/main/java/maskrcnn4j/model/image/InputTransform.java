package maskrcnn4j.model.image;

import java.util.List;
import maskrcnn4j.image.Image;

/** From pictures to the network input. */
public interface InputTransform {
    /** The sizes that a picture will have by the model's rule. */
    ResizedImage size(Image image);

    /**
     * The sizes that a picture will have at a scale of one's own.
     *
     * @param scale what its sides are multiplied by, above 0
     */
    ResizedImage size(Image image, double scale);

    /**
     * Which pictures make one batch.
     *
     * @param sizes what {@link #size} gives for each
     * @return the places of the pictures of each batch
     */
    List<List<Integer>> batches(List<ResizedImage> sizes);

    /**
     * The height and width of the input of the pictures of one batch, with padding.
     *
     * @param sizes what {@link #size} gives for each
     */
    Extent extent(List<ResizedImage> sizes);

    /**
     * The sides of a network input.
     *
     * @param height rows
     * @param width columns
     */
    record Extent(int height, int width) {}

    /**
     * Makes the input of the pictures of one batch.
     *
     * @param images 8 or 16 bits, as many channels as the network reads; grey becomes three equal channels
     * @param sizes what {@link #size} gives for each
     * @throws IllegalArgumentException if a picture has other channels
     */
    ImageBatch batch(List<Image> images, List<ResizedImage> sizes);
}
