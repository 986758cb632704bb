/** The weights that training begins with. */
@NullMarked
package maskrcnn4j.training.init;

import org.jspecify.annotations.NullMarked;
