package maskrcnn4j.training.optimizer;

import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.training.schedule.LayerGroups;
import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;

/**
 * How gradients become new weights.
 *
 * @param kind the optimiser
 * @param momentum of SGD
 * @param nesterov whether SGD looks ahead
 * @param beta1 of AdamW
 * @param beta2 of AdamW
 * @param eps of AdamW
 * @param weightDecay how strongly weights are drawn to 0
 * @param decayNorms whether that is also done to the weights of norms
 * @param decayBiases whether that is also done to biases, those of norms included
 * @param layerDecay each stage of the trunk learns at so much of the rate of the one behind it; 1 is the same everywhere
 * @param clip the largest norm of all gradients together; 0 lets them be
 * @param accumulate batches whose gradients make one step
 * @param ema what the moving average of the weights keeps in a step; 0 keeps none
 */
public record OptimizerSpec(
        Kind kind,
        @Setting(least = 0, below = 1) double momentum,
        boolean nesterov,
        @Setting(least = 0, below = 1) double beta1,
        @Setting(least = 0, below = 1) double beta2,
        @Setting(above = 0, most = 1) double eps,
        @Setting(least = 0, most = 1) double weightDecay,
        boolean decayNorms,
        boolean decayBiases,
        @Setting(above = 0, most = 1) double layerDecay,
        @Setting(least = 0) double clip,
        @Setting(unit = "batches", least = 1, most = 4096) int accumulate,
        @Setting(least = 0, below = 1) double ema) {
    /** The optimisers. */
    public enum Kind {
        /** Momentum, and a decay whose gradient is {@code weightDecay * w}. */
        SGD,
        /**
         * SGD as Matterport trains: weightDecay is a share of the mean square of each tensor, not of its sum, so its gradient
         * is {@code 2 * weightDecay * w / size}, next to nothing for large tensors.
         */
        SGD_MEAN_DECAY,
        /** Adam with a decay apart from the gradient, {@code rate * weightDecay * w}. */
        ADAMW
    }

    /** SGD as the field trains detectors: momentum 0.9, decay 0.0001 also of biases, not of norms. */
    public static final OptimizerSpec SGD =
            new OptimizerSpec(Kind.SGD, 0.9, false, 0.9, 0.999, 1e-8, 1e-4, false, true, 1, 0, 1, 0);

    /** As Matterport trains: decay 0.0001 of mean squares, of biases too, not of norms, and gradients of a norm of 5 at most. */
    public static final OptimizerSpec MATTERPORT =
            new OptimizerSpec(Kind.SGD_MEAN_DECAY, 0.9, false, 0.9, 0.999, 1e-8, 1e-4, false, true, 1, 5, 1, 0);

    /** AdamW with decay 0.05 of weights only, which trains small networks from nothing much faster. */
    public static final OptimizerSpec ADAMW =
            new OptimizerSpec(Kind.ADAMW, 0.9, false, 0.9, 0.999, 1e-8, 0.05, false, false, 1, 0, 1, 0);

    /** Checks the numbers. */
    public OptimizerSpec {
        Range.check(
                "optimizer",
                OptimizerSpec.class,
                kind,
                momentum,
                nesterov,
                beta1,
                beta2,
                eps,
                weightDecay,
                decayNorms,
                decayBiases,
                layerDecay,
                clip,
                accumulate,
                ema);
    }

    /** The optimiser of these parameters; close it. */
    public Optimizer create(Map<String, Tensor> trainable, LayerGroups layers) {
        List<ParameterGroup> groups = ParameterGroups.of(trainable, this, layers);
        return switch (kind) {
            case SGD, SGD_MEAN_DECAY -> new Sgd(groups, momentum, nesterov);
            case ADAMW -> new AdamW(groups, beta1, beta2, eps);
        };
    }
}
