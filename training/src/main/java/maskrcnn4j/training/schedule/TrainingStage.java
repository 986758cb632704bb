package maskrcnn4j.training.schedule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import maskrcnn4j.training.setting.Setting;

/**
 * A part of a training: these layers, for so many epochs, at this rate.
 *
 * @param layers {@code heads}, {@code 5+}, {@code 4+}, {@code 3+} or {@code all}, as {@link LayerGroups} has them, or a regular
 *     expression over whole names of parameters, or of layers as matterport/Mask_RCNN calls them
 * @param epochs may be a fraction; how much more, not until when
 * @param rate the learning rate that the schedule begins from
 */
public record TrainingStage(
        String layers,

        @Setting(unit = "epochs", above = 0, most = 1_000_000)
        double epochs,

        @Setting(above = 0, most = 100) double rate) {
    private static final Pattern FORM = Pattern.compile("(.+?):([^:@,]+)@([^:@,]+)(?:,|$)");

    /** Checks the numbers. */
    public TrainingStage {
        if (!(epochs > 0 && epochs <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "stage '" + layers + "': " + epochs
                            + " epochs train nothing; give more than 0 (the epochs of a stage are counted from its beginning; in"
                            + " Matterport's train() they are a total, so that a second call with the same number does nothing)");
        }
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("stage '" + layers + "': a learning rate of " + rate
                    + (rate > 100 ? " is too large" : " trains nothing")
                    + "; give more than 0 and at most 100, for example 0.001");
        }
        LayerGroups.require(layers);
    }

    /**
     * Reads a list like {@code heads:20@0.001,all:20@0.0001}.
     *
     * @throws IllegalArgumentException if it is none; one line that says which stage, and what is wrong with it
     */
    public static List<TrainingStage> parse(String list) {
        List<TrainingStage> stages = new ArrayList<>();
        Matcher stage = FORM.matcher(list);
        int at = 0;
        while (at < list.length()) {
            if (!stage.find(at) || stage.start() != at) {
                throw new IllegalArgumentException(
                        "stage '" + list.substring(at) + "': expected LAYERS:EPOCHS@RATE, for example heads:20@0.001");
            }
            String whole = stage.group().replaceFirst(",$", "");
            stages.add(new TrainingStage(
                    stage.group(1).strip(),
                    number(whole, stage.group(2), "epochs"),
                    number(whole, stage.group(3), "rate")));
            at = stage.end();
        }
        return stages;
    }

    private static double number(String stage, String text, String what) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("stage '" + stage + "': " + what + " '" + text + "' is no number");
        }
    }

    /** How many steps it takes, at least 1. */
    public long steps(int stepsPerEpoch) {
        return Math.max(1, Math.round(epochs * stepsPerEpoch));
    }

    @Override
    public String toString() {
        String count = epochs == Math.rint(epochs) ? "%.0f".formatted(epochs) : Double.toString(epochs);
        String plain = BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
        return String.format(Locale.ROOT, "%s:%s@%s", layers, count, plain);
    }
}
