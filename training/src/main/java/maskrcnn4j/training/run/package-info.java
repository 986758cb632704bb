/** The folder of a training run: what it was told, what it measured, and checkpoints from which it can go on. */
@NullMarked
package maskrcnn4j.training.run;

import org.jspecify.annotations.NullMarked;
