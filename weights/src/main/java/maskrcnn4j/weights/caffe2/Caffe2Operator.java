package maskrcnn4j.weights.caffe2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.WeightException;

/**
 * One operator of a network.
 *
 * @param type what it does, for example {@code Int8ConvRelu}
 * @param inputs names of the blobs it reads
 * @param outputs names of the blobs it writes
 * @param arguments its arguments by name, in file order
 */
public record Caffe2Operator(
        String type, List<String> inputs, List<String> outputs, Map<String, Caffe2Argument> arguments) {

    public Caffe2Operator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A whole-number argument, or {@code otherwise} if the operator does not have it. */
    public long integer(String name, long otherwise) {
        Caffe2Argument argument = arguments.get(name);
        return argument == null ? otherwise : argument.integer().orElse(otherwise);
    }

    /** A real-number argument, or {@code otherwise} if the operator does not have it. */
    public double number(String name, double otherwise) {
        Caffe2Argument argument = arguments.get(name);
        return argument == null ? otherwise : argument.number().orElse(otherwise);
    }

    /**
     * An argument that the operator cannot do without.
     *
     * @throws WeightException if it is missing
     */
    Caffe2Argument require(String name) throws WeightException {
        Caffe2Argument argument = arguments.get(name);
        if (argument == null) {
            throw new WeightException("damaged: " + this + " has no argument " + name);
        }
        return argument;
    }

    @Override
    public String toString() {
        return type + " " + inputs + " -> " + outputs;
    }
}
