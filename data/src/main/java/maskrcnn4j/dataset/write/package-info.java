/**
 * Writing of annotations: data sets converted from other formats, and detections, which differ by their scores only.
 * Every writer says what its format could not hold.
 */
@NullMarked
package maskrcnn4j.dataset.write;

import org.jspecify.annotations.NullMarked;
