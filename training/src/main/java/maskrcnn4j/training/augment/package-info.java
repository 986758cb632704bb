/**
 * Random changes of training pictures that move picture, masks and boxes together. Whatever moves pixels is one
 * {@link maskrcnn4j.training.augment.Placement}, applied once to the pixels and once to the corners of masks.
 */
@NullMarked
package maskrcnn4j.training.augment;

import org.jspecify.annotations.NullMarked;
