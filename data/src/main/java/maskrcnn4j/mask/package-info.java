/**
 * Binary masks of one object each: run lengths, polygons and soft masks, with COCO's mask arithmetic bit for bit.
 *
 * <p>{@link maskrcnn4j.mask.Rle} is the value everybody passes around. {@link maskrcnn4j.mask.Spans}, {@link
 * maskrcnn4j.mask.RleText} and {@link maskrcnn4j.mask.PolygonRasterizer} do the same work on plain arrays for callers
 * that hold very many masks. No mask is ever a dense array of numbers unless somebody asks for one.
 */
@NullMarked
package maskrcnn4j.mask;

import org.jspecify.annotations.NullMarked;
