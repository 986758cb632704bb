/**
 * The engine layer: a thin, scoped face of LibTorch. This is the only package that sees {@code org.bytedeco}.
 *
 * <p>Every {@link maskrcnn4j.tensor.Tensor} lives in a {@link maskrcnn4j.tensor.Scope}; what LibTorch reports as an
 * error comes out as a {@link maskrcnn4j.tensor.TensorException} that names the operation and the shapes.
 */
@NullMarked
package maskrcnn4j.tensor;

import org.jspecify.annotations.NullMarked;
