package maskrcnn4j.model.image;

/**
 * A picture's sizes before and after resizing.
 *
 * @param originalWidth in pixels of the picture
 * @param originalHeight in pixels of the picture
 * @param width in pixels of the network input, without padding
 * @param height in pixels of the network input, without padding
 * @param scaleX what takes a coordinate of the picture to one of the network input
 * @param scaleY what takes a coordinate of the picture to one of the network input
 */
public record ResizedImage(
        int originalWidth, int originalHeight, int width, int height, double scaleX, double scaleY) {}
