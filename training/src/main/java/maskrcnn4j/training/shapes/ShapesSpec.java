package maskrcnn4j.training.shapes;

/**
 * What pictures of shapes are like.
 *
 * @param width columns
 * @param height rows
 * @param fewest objects on a picture
 * @param most objects on a picture
 * @param smallest extent of an object, in pixels
 * @param largest extent of an object, in pixels
 */
public record ShapesSpec(int width, int height, int fewest, int most, int smallest, int largest) {
    /** 1 to 6 objects of 16 to 64 pixels in pictures of 128 x 128. */
    public static final ShapesSpec DEFAULT = new ShapesSpec(128, 128, 1, 6, 16, 64);

    /** Checks the numbers. */
    public ShapesSpec {
        if (fewest < 1 || most < fewest) {
            throw new IllegalArgumentException("shapes: " + fewest + " to " + most + " objects on a picture");
        }
        if (smallest < 4 || largest < smallest || largest > Math.min(width, height)) {
            throw new IllegalArgumentException("shapes: objects of " + smallest + " to " + largest
                    + " pixels in pictures of " + width + " x " + height);
        }
    }
}
