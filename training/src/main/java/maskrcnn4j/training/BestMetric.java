package maskrcnn4j.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.training.setting.SettingException;
import maskrcnn4j.weights.Nearest;

/**
 * Which number of the evaluations decides which model is the best, and when training ends early.
 *
 * @param key of the number among those of an evaluation, for example {@code segm/AP}
 * @param smaller whether smaller numbers are better, as of losses
 */
record BestMetric(String key, boolean smaller) {
    /** The setting that takes the first number of the last type that is scored: AP of masks, where there are any. */
    static final String AUTO = "auto";

    private static final String KEY = "best";

    /**
     * What a setting means with these pictures to judge by, if there are some.
     *
     * @throws SettingException if there is no number of that name; it names the nearest
     */
    static BestMetric of(String said, Optional<Validation> validation) {
        return of(
                said,
                validation.map(Validation::names).orElse(List.of()),
                validation.map(Validation::mainName).orElse(""));
    }

    /**
     * What a setting means.
     *
     * @param said the setting: {@link #AUTO} or a key
     * @param scores keys of the numbers that evaluations give, without losses; empty without validation pictures
     * @param auto the key that {@link #AUTO} means
     * @throws SettingException if there is no such number; it names the nearest
     */
    static BestMetric of(String said, List<String> scores, String auto) {
        if (said.equals(AUTO)) {
            return new BestMetric(auto, false);
        }
        if (scores.isEmpty()) {
            throw new SettingException(
                    "",
                    KEY,
                    said + ": there are no validation pictures that could be judged; name some with val, or leave"
                            + " it at " + AUTO);
        }
        if (scores.contains(said)) {
            return new BestMetric(said, false);
        }
        List<String> losses = ValidationLosses.names();
        if (losses.contains(said)) {
            return new BestMetric(said, true);
        }
        List<String> known =
                Stream.of(List.of(AUTO), scores, losses).flatMap(List::stream).toList();
        throw new SettingException(
                "",
                KEY,
                said + ": " + Nearest.unknown("number", said, known) + "; there are " + String.join(", ", known));
    }

    /** Whether it is one of the losses. */
    boolean isLoss() {
        return smaller;
    }

    /** The number that decides. */
    double of(Map<String, Double> values) {
        Double value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " is not among " + values.keySet());
        }
        return value;
    }

    /** Whether a number is better than the best so far; every number is better than none. */
    boolean better(double value, double before) {
        if (Double.isNaN(before)) {
            return !Double.isNaN(value);
        }
        return smaller ? value < before : value > before;
    }
}
