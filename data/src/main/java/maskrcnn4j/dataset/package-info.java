/**
 * Data sets of instance segmentation: categories, pictures and the objects on them, packed and shared by all threads.
 *
 * <p>{@link maskrcnn4j.dataset.Dataset} is immutable; it is made by a {@link maskrcnn4j.dataset.DatasetFormat} or by a
 * {@link maskrcnn4j.dataset.DatasetBuilder}. Masks stay polygons or run lengths and are unpacked one at a time, when
 * somebody asks. Coordinates are pixels of the stored picture, x to the right, y downwards, the corner of the first
 * pixel at (0, 0); boxes are x, y, width, height.
 */
@NullMarked
package maskrcnn4j.dataset;

import org.jspecify.annotations.NullMarked;
