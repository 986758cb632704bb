/** Caffe2 networks and their weights, read from protobuf without executing anything. */
@NullMarked
package maskrcnn4j.weights.caffe2;

import org.jspecify.annotations.NullMarked;
