package maskrcnn4j.model.tile;

import maskrcnn4j.mask.Box;

/**
 * A rectangle of a picture.
 *
 * @param x its first column
 * @param y its first row
 * @param width columns
 * @param height rows
 */
public record Tile(int x, int y, int width, int height) {
    /** The rectangle as a box. */
    public Box box() {
        return new Box(x, y, (double) x + width, (double) y + height);
    }
}
