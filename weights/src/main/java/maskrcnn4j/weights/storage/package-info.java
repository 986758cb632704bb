/** Stored bytes and the tensors that are views of them: any strides, any byte order, several tensors over one storage. */
@NullMarked
package maskrcnn4j.weights.storage;

import org.jspecify.annotations.NullMarked;
