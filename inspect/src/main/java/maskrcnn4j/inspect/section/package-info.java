/** The sections of the page, one class each. */
@NullMarked
package maskrcnn4j.inspect.section;

import org.jspecify.annotations.NullMarked;
