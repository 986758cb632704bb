/** All formats together: finding out which one a path is in, and converting from one to another. */
@NullMarked
package maskrcnn4j.dataset.formats;

import org.jspecify.annotations.NullMarked;
