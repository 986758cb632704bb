package maskrcnn4j.testing.formula;

import java.util.Locale;
import java.util.Map;

/** The losses that training files record, each under its reference's name. */
public final class RecordedLosses {
    private static final Map<String, String> DETECTRON2 = Map.of(
            "loss_cls", "loss_classifier", "loss_rpn_cls", "loss_objectness", "loss_rpn_loc", "loss_rpn_box_reg");

    /** The floor for losses, of both families. */
    private static final double RELATIVE_FLOOR = 1e-5;

    private RecordedLosses() {}

    /**
     * Our value of a recorded loss.
     *
     * @param losses the five losses by our names
     * @param recorded the reference's name, or {@code total} for the sum
     */
    public static double of(Map<String, Double> losses, String recorded) {
        return recorded.equals("total")
                ? losses.values().stream().mapToDouble(Double::doubleValue).sum()
                : losses.get(DETECTRON2.getOrDefault(recorded, recorded));
    }

    /**
     * Holds the losses of a pass against a recorded stage, {@code loss.NAME} or {@code steps.loss.NAME}.
     *
     * @param wanted the stage
     * @param pass which of its values is meant
     * @param losses of that pass, by our names
     * @throws AssertionError if the loss is off by more than the file's rule allows
     */
    public static void requireClose(Recorded wanted, int pass, Map<String, Double> losses) {
        double value = of(losses, wanted.name().substring(wanted.name().lastIndexOf('.') + 1));
        double expected = wanted.values()[pass];
        double allowed = Math.max(wanted.tolerance(), RELATIVE_FLOOR * Math.abs(expected));
        if (!(Math.abs(value - expected) <= allowed)) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "%s of pass %d is %.8g, recorded is %.8g; allowed is a difference of %.3g",
                    wanted.name(),
                    pass,
                    value,
                    expected,
                    allowed));
        }
    }

    /**
     * Holds the first losses of a picture without objects against {@code imageWithoutObjects}.
     *
     * @param losses by our names
     * @throws AssertionError if a loss is off by more than the flat bound of the file's family for first passes
     */
    public static void requireCloseWithoutObjects(FixtureFile file, Map<String, Double> losses) {
        double relative = TorchvisionSettings.are(file.settings()) ? 3e-5 : 2e-5;
        file.root().path("imageWithoutObjects").path("losses").properties().forEach(wanted -> {
            double expected = wanted.getValue().asDouble();
            double value = of(losses, wanted.getKey());
            if (!(Math.abs(value - expected) <= relative * Math.abs(expected))) {
                throw new AssertionError(String.format(
                        Locale.ROOT, "%s without objects is %.8g, recorded is %.8g", wanted.getKey(), value, expected));
            }
        });
    }
}
