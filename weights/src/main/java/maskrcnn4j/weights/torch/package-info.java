/** Checkpoints of PyTorch ({@code .pth}, {@code .pt}): zip archives and their predecessor are read, zip archives are written. */
@NullMarked
package maskrcnn4j.weights.torch;

import org.jspecify.annotations.NullMarked;
