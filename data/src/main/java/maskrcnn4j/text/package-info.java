/** How numbers stand in sentences. */
@NullMarked
package maskrcnn4j.text;

import org.jspecify.annotations.NullMarked;
