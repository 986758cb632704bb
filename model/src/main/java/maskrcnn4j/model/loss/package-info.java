/** How far what the network says is from what it should say. */
@NullMarked
package maskrcnn4j.model.loss;

import org.jspecify.annotations.NullMarked;
