/** A data set that a program makes itself. */
@NullMarked
package maskrcnn4j.dataset.own;

import org.jspecify.annotations.NullMarked;
