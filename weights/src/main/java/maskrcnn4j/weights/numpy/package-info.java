/** Arrays of NumPy in pickles: the weight files of detectron2 and Caffe2's Detectron ({@code .pkl}). */
@NullMarked
package maskrcnn4j.weights.numpy;

import org.jspecify.annotations.NullMarked;
