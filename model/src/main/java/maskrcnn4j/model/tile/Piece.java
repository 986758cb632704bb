package maskrcnn4j.model.tile;

import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * What was found on one tile, in the coordinates of the whole picture.
 *
 * @param tile the place of the tile in its grid
 * @param category the id of its class
 * @param score how sure the network is
 * @param box where it is
 * @param mask its pixels, in the size of the picture
 */
public record Piece(int tile, long category, double score, Box box, Rle mask) {}
