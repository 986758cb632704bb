/** The safetensors container: a bounded JSON header that names tensors, followed by their raw bytes. */
@NullMarked
package maskrcnn4j.weights.safetensors;

import org.jspecify.annotations.NullMarked;
