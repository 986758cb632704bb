/** A demonstration from nothing to a trained model in a few minutes, without any download. */
@NullMarked
package maskrcnn4j.training.demo;

import org.jspecify.annotations.NullMarked;
