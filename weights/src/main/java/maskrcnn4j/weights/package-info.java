/** Named tensors without an engine, and the files that hold them. */
@NullMarked
package maskrcnn4j.weights;

import org.jspecify.annotations.NullMarked;
