/** How gradients become new weights: optimisers, groups of parameters, clipping and moving averages. */
@NullMarked
package maskrcnn4j.training.optimizer;

import org.jspecify.annotations.NullMarked;
