/** Conversion of data sets from any format that is read to any that is written. */
@NullMarked
package maskrcnn4j.dataset.convert;

import org.jspecify.annotations.NullMarked;
