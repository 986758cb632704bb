/** From a data set to a checkpoint: the trainer, its settings and what it tells while it runs. */
@NullMarked
package maskrcnn4j.training;

import org.jspecify.annotations.NullMarked;
