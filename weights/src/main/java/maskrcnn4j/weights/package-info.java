/**
 * Named tensors without an engine, and the files that hold them.
 *
 * <pre>{@code
 * try (WeightFile weights = WeightFiles.open(Path.of("model.safetensors"))) {
 *     for (TensorInfo tensor : weights.tensors().values()) {
 *         System.out.println(tensor.name() + " " + tensor.type() + " " + tensor.shape());
 *     }
 *     float[] bias = weights.floats("box.cls.bias");
 * }
 * }</pre>
 *
 * <p>A further kind of file is one more {@link maskrcnn4j.weights.WeightFormat}, listed in {@link
 * maskrcnn4j.weights.WeightFiles}. Nothing that a file holds is ever executed, and everything it says of itself is
 * checked against its size before memory is taken.
 */
@NullMarked
package maskrcnn4j.weights;

import org.jspecify.annotations.NullMarked;
