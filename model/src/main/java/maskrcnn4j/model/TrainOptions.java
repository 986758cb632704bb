package maskrcnn4j.model;

import java.util.Objects;
import java.util.function.Predicate;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;

/**
 * How a model is trained, beside its own spec.
 *
 * @param device where
 * @param precision of convolutions; weights, gradients, norms and losses are float32 in every case
 * @param frozen which weights, by our names, stay as they are
 * @param layout of feature maps in memory
 */
public record TrainOptions(
        Device device, Precision precision, Predicate<String> frozen, TrainableParameters.Layout layout) {
    /** On the CPU, in the precision that suits it, all weights. */
    public static final TrainOptions DEFAULT =
            new TrainOptions(Device.CPU, Precision.AUTO, name -> false, TrainableParameters.Layout.CHANNELS_LAST);

    /** Checks that everything is there. */
    public TrainOptions {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(frozen, "frozen");
        Objects.requireNonNull(layout, "layout");
    }

    /** These, on another device. */
    public TrainOptions withDevice(Device other) {
        return new TrainOptions(other, precision, frozen, layout);
    }

    /** These, in another precision. */
    public TrainOptions withPrecision(Precision other) {
        return new TrainOptions(device, other, frozen, layout);
    }

    /** These, with other weights frozen. */
    public TrainOptions withFrozen(Predicate<String> other) {
        return new TrainOptions(device, precision, other, layout);
    }

    /** These, with feature maps laid out otherwise. */
    public TrainOptions withLayout(TrainableParameters.Layout other) {
        return new TrainOptions(device, precision, frozen, other);
    }

    /**
     * The weights of the first stages of a trunk.
     *
     * @param stages 0 for none, 1 for the stem, 2 for the first residual stage too, ...
     */
    public static Predicate<String> firstStages(int stages) {
        return name -> {
            if (name.startsWith("backbone.stem.")) {
                return stages > 0;
            }
            for (int stage = 1; stage < stages; stage++) {
                if (name.startsWith("backbone.stage" + stage + ".")) {
                    return true;
                }
            }
            return false;
        };
    }
}
