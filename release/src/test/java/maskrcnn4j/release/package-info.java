/** Tests of the release archives and of the launcher inside them. */
@NullMarked
package maskrcnn4j.release;

import org.jspecify.annotations.NullMarked;
