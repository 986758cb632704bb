/**
 * From a data set to batches: which pictures come when, and threads that read, change and cut them in advance. Any number
 * of threads, none included, gives the same batches for one seed.
 */
@NullMarked
package maskrcnn4j.training.loader;

import org.jspecify.annotations.NullMarked;
