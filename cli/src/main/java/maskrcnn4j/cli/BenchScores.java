package maskrcnn4j.cli;

import java.util.Arrays;
import java.util.OptionalDouble;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** Remembers how likely the network finds each class of each proposal. */
final class BenchScores implements StageObserver {
    private float[] probabilities = new float[0];

    @Override
    public void tensor(String name, Tensor value) {
        if (name.equals("box.probabilities")) {
            float[] all = value.toFloats();
            int outputs = (int) value.shape()[1];
            probabilities = new float[all.length / outputs * (outputs - 1)];
            for (int i = 0; i < all.length / outputs; i++) {
                // Whether the background comes first or last: with random weights one class is like another.
                System.arraycopy(all, i * outputs + 1, probabilities, i * (outputs - 1), outputs - 1);
            }
            Arrays.sort(probabilities);
        }
    }

    /** The score of the given rank, 1 for the highest; empty if there are not so many. */
    OptionalDouble ofRank(int rank) {
        return rank > probabilities.length
                ? OptionalDouble.empty()
                : OptionalDouble.of(probabilities[probabilities.length - rank]);
    }
}
