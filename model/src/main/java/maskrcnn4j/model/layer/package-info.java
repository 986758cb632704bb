/** The layers that parts of the network are made of. */
@NullMarked
package maskrcnn4j.model.layer;

import org.jspecify.annotations.NullMarked;
