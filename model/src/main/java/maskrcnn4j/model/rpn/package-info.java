/** From feature maps to proposals. */
@NullMarked
package maskrcnn4j.model.rpn;

import org.jspecify.annotations.NullMarked;
