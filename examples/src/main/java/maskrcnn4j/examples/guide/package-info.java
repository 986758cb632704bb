/** The programs that the guides show. */
@NullMarked
package maskrcnn4j.examples.guide;

import org.jspecify.annotations.NullMarked;
