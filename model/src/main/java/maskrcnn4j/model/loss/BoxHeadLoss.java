package maskrcnn4j.model.loss;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The losses of the box head (Fast R-CNN, equation 1). */
public final class BoxHeadLoss {
    private final BoxLoss boxLoss;
    private final TrainingSpec.Divisor divisor;

    /**
     * Makes the losses of a family.
     *
     * @param weights divide dx, dy, dw, dh
     * @param divisor of the boxes' distance
     */
    public BoxHeadLoss(BoxLossSpec spec, BoxRule rule, List<Double> weights, TrainingSpec.Divisor divisor) {
        this.boxLoss = new BoxLoss(spec, rule, weights);
        this.divisor = divisor;
    }

    /**
     * What the boxes of foreground rois should be.
     *
     * @param rows which rois are foreground
     * @param groups for each of them, which group of four deltas is its class's
     * @param deltas for each of them, the four that would be right
     * @param from the rois themselves
     * @param truths their true boxes
     */
    public record Foreground(int[] rows, int[] groups, float[] deltas, Boxes from, Boxes truths) {}

    /**
     * The mean cross entropy of those rois of which the network's first guess is a class that their pictures tell of
     * (Matterport); 0, with its graph, without any.
     *
     * @param known whether pictures tell of a class, by the number of its logit
     */
    public Tensor classes(Tensor logits, long[] classes, IntPredicate known) {
        int outputs = (int) logits.size(1);
        float[] scores = logits.toFloats();
        long[] rows = IntStream.range(0, classes.length)
                .filter(row -> known.test(largest(scores, row * outputs, outputs)))
                .asLongStream()
                .toArray();
        if (rows.length == classes.length) {
            return classes(logits, classes);
        }
        Tensor counted = logits.indexSelect(0, Tensors.of(rows, rows.length).to(logits.device()));
        return classes(
                counted, LongStream.of(rows).map(row -> classes[(int) row]).toArray());
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** The mean cross entropy of the rois' classes; 0, with its graph, without rois. */
    public Tensor classes(Tensor logits, long[] classes) {
        if (classes.length == 0) {
            return logits.sum().multiply(0);
        }
        return LossFunctions.crossEntropy(
                logits, Tensors.of(classes, classes.length).to(logits.device()));
    }

    /**
     * The distance of the foreground boxes, divided by the number of all rois or by that of its own terms.
     *
     * @param deltas float32 {@code [R, 4 G]}, G groups of four
     */
    public Tensor boxes(Tensor deltas, Foreground foreground) {
        long groups = deltas.size(1) / 4;
        long terms = divisor == TrainingSpec.Divisor.OWN_TERMS ? 4L * foreground.rows().length : deltas.size(0);
        long[] places = new long[foreground.rows().length];
        for (int i = 0; i < places.length; i++) {
            places[i] = foreground.rows()[i] * groups + foreground.groups()[i];
        }
        Tensor own = deltas.reshape(deltas.size(0) * groups, 4)
                .indexSelect(0, Tensors.of(places, places.length).to(deltas.device()));
        return boxLoss.sum(own, foreground.deltas(), foreground.from(), foreground.truths())
                .multiply(1.0 / Math.max(1, terms));
    }
}
