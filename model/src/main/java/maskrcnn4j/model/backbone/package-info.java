/** From the network input to feature maps. */
@NullMarked
package maskrcnn4j.model.backbone;

import org.jspecify.annotations.NullMarked;
