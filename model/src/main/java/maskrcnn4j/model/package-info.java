/** The Mask R-CNN network: one glue class and what it gives. */
@NullMarked
package maskrcnn4j.model;

import org.jspecify.annotations.NullMarked;
