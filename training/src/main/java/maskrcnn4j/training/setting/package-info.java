/** Settings as records: their units and ranges, and files that hold them. */
@NullMarked
package maskrcnn4j.training.setting;

import org.jspecify.annotations.NullMarked;
