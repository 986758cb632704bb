/** From pictures to the network input. */
@NullMarked
package maskrcnn4j.model.image;

import org.jspecify.annotations.NullMarked;
