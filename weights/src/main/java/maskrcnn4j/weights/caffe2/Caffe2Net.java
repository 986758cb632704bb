package maskrcnn4j.weights.caffe2;

import java.util.List;

/**
 * A Caffe2 network definition (NetDef): a list of operators, in the order in which they run. Nothing here runs them.
 *
 * @param name the network's name, may be empty
 * @param operators all operators
 * @param inputs names of the blobs it takes from outside, its weights included
 * @param outputs names of the blobs it gives
 */
public record Caffe2Net(String name, List<Caffe2Operator> operators, List<String> inputs, List<String> outputs) {

    public Caffe2Net {
        operators = List.copyOf(operators);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** True if all it does is fill blobs with stored values: the form in which Caffe2 keeps weights. */
    public boolean holdsWeights() {
        return !operators.isEmpty()
                && operators.stream().allMatch(operator -> operator.type().endsWith("Fill"));
    }
}
