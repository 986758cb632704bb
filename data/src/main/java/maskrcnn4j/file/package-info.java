/** Files that appear whole or not at all. */
@NullMarked
package maskrcnn4j.file;

import org.jspecify.annotations.NullMarked;
