/** Pictures: reading them one way everywhere, writing them, and drawing what was found on them. */
@NullMarked
package maskrcnn4j.image;

import org.jspecify.annotations.NullMarked;
