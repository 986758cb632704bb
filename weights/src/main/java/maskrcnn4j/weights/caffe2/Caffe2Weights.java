package maskrcnn4j.weights.caffe2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightException;

/**
 * Turns the fill operators of a weight network into float32 tensors under their blob names. Quantised values become
 * {@code (q - Y_zero_point) * Y_scale}. Quantised tensors of four axes are stored channels-last, {@code [a, kh, kw, b]}
 * with a and b = out and in/groups for convolutions, in and out for transposed ones; they come out as
 * {@code [a, b, kh, kw]}.
 */
final class Caffe2Weights {
    private final NamedTensors.Builder tensors = NamedTensors.builder();

    private Caffe2Weights() {}

    /** @throws WeightException if an operator is no fill of stored values or its values do not fit its shape */
    static NamedTensors of(Caffe2Net weights) throws WeightException {
        Caffe2Weights result = new Caffe2Weights();
        for (Caffe2Operator fill : weights.operators()) {
            result.add(fill);
        }
        return result.tensors.build();
    }

    private void add(Caffe2Operator fill) throws WeightException {
        if (fill.outputs().size() != 1) {
            throw new WeightException("damaged: " + fill + " must have one output");
        }
        float[] values = switch (fill.type()) {
            case "Int8GivenTensorFill" -> dequantized(fill, unsignedBytes(fill));
            case "Int8GivenIntTensorFill" ->
                dequantized(fill, fill.require("values").integers());
            case "GivenTensorFill" -> fill.require("values").floats();
            default -> throw new WeightException("the operator " + fill + " is not supported for weights");
        };
        Shape shape;
        try {
            shape = Shape.of(fill.require("shape").integers());
        } catch (IllegalArgumentException e) {
            throw new WeightException("damaged: " + fill + ": " + e.getMessage(), e);
        }
        if (shape.elements() != values.length) {
            throw new WeightException(
                    "damaged: " + fill + " has the shape " + shape + " but " + values.length + " values");
        }
        try {
            if (fill.type().startsWith("Int8") && shape.rank() == 4) {
                tensors.add(fill.outputs().get(0), channelsFirst(shape), channelsFirst(shape, values));
            } else {
                tensors.add(fill.outputs().get(0), shape, values);
            }
        } catch (IllegalArgumentException e) {
            throw new WeightException("damaged: " + e.getMessage(), e);
        }
    }

    private static long[] unsignedBytes(Caffe2Operator fill) throws WeightException {
        ByteBuffer bytes = fill.require("values").bytes();
        long[] values = new long[bytes.remaining()];
        Arrays.setAll(values, i -> Byte.toUnsignedLong(bytes.get(i)));
        return values;
    }

    private static float[] dequantized(Caffe2Operator fill, long[] values) throws WeightException {
        double scale = fill.require("Y_scale")
                .number()
                .orElseThrow(() -> new WeightException("damaged: " + fill + ": Y_scale is not a real number"));
        long zeroPoint = fill.require("Y_zero_point")
                .integer()
                .orElseThrow(() -> new WeightException("damaged: " + fill + ": Y_zero_point is not a whole number"));
        float[] real = new float[values.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = (float) ((values[i] - zeroPoint) * scale);
        }
        return real;
    }

    private static Shape channelsFirst(Shape s) {
        return Shape.of(s.size(0), s.size(3), s.size(1), s.size(2));
    }

    private static float[] channelsFirst(Shape stored, float[] values) {
        int channels = (int) stored.size(3);
        int pixels = (int) (stored.size(1) * stored.size(2));
        float[] result = new float[values.length];
        for (int filter = 0; filter < values.length; filter += channels * pixels) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int channel = 0; channel < channels; channel++) {
                    result[filter + channel * pixels + pixel] = values[filter + pixel * channels + channel];
                }
            }
        }
        return result;
    }
}
