/**
 * The instance level score of Cityscapes: AP and AP50 of masks, with void and groups left out.
 *
 * <p>Literature: M. Cordts et al., "The Cityscapes Dataset for Semantic Urban Scene Understanding", CVPR 2016; the
 * convention is that of the data set's own scripts.
 */
@NullMarked
package maskrcnn4j.metrics.cityscapes;

import org.jspecify.annotations.NullMarked;
