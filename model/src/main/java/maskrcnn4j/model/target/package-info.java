/** What the network should say: which anchors and proposals stand for which object, and with what box and mask. */
@NullMarked
package maskrcnn4j.model.target;

import org.jspecify.annotations.NullMarked;
