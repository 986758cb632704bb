package maskrcnn4j.inspect;

import maskrcnn4j.model.image.ResizedImage;

/**
 * A picture as the network sees it.
 *
 * @param channels how many
 * @param height rows, with padding
 * @param width columns, with padding
 * @param values {@code [channels, height, width]}
 * @param size the picture's sizes before and after resizing, without padding
 * @param top empty rows above the picture
 * @param left empty columns left of the picture
 */
public record NetworkInput(int channels, int height, int width, float[] values, ResizedImage size, int top, int left) {}
