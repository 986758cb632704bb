package maskrcnn4j.image;

import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * One object to be drawn on a picture.
 *
 * @param label what is written beside it; nothing if empty
 * @param score how sure the model is, 0..1, written behind the label; not a number if there is no score
 * @param box its box in pixels of the picture
 * @param mask its mask, of the picture's size; an {@linkplain Rle#empty empty one} if there is none
 * @param colourKey objects of one key get one colour: the number of the class, or of the object
 */
public record DrawnObject(String label, double score, Box box, Rle mask, int colourKey) {}
