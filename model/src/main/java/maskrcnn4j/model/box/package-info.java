/** The arithmetic of boxes. */
@NullMarked
package maskrcnn4j.model.box;

import org.jspecify.annotations.NullMarked;
