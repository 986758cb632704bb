/** From proposals to classes, boxes and soft masks. */
@NullMarked
package maskrcnn4j.model.roi;

import org.jspecify.annotations.NullMarked;
