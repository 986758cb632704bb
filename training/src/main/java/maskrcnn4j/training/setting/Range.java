package maskrcnn4j.training.setting;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a number may have.
 *
 * @param least the smallest
 * @param most the largest
 * @param above smaller than all
 * @param below larger than all
 */
public record Range(double least, double most, double above, double below) {
    /** The range of a component; empty if it has none. */
    public static Optional<Range> of(RecordComponent component) {
        @Nullable Setting setting = component.getAnnotation(Setting.class);
        return setting == null
                ? Optional.empty()
                : Optional.of(new Range(setting.least(), setting.most(), setting.above(), setting.below()))
                        .filter(Range::isBounded);
    }

    private boolean isBounded() {
        return hasLower() || hasUpper();
    }

    private boolean hasLower() {
        return least > Double.NEGATIVE_INFINITY || above > Double.NEGATIVE_INFINITY;
    }

    private boolean hasUpper() {
        return most < Double.POSITIVE_INFINITY || below < Double.POSITIVE_INFINITY;
    }

    /** Whether a number is in it. */
    public boolean holds(double value) {
        return value >= least && value <= most && value > above && value < below && Double.isFinite(value);
    }

    /**
     * Checks all components of a record, of a list each element; for compact constructors.
     *
     * @param record what messages call the record
     * @param values the components' values, in their order
     * @throws SettingException if one is outside of its range
     */
    public static void check(String record, Class<? extends Record> type, Object... values) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length != values.length) {
            throw new IllegalStateException(
                    type + " has " + components.length + " components, checked are " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            Optional<Range> range = of(components[i]);
            if (range.isPresent()) {
                List<?> all = values[i] instanceof List<?> list ? list : List.of(Objects.requireNonNull(values[i]));
                for (Object value : all) {
                    if (!range.get().holds(((Number) value).doubleValue())) {
                        throw new SettingException(
                                record, components[i].getName(), values[i] + ": must be " + range.get());
                    }
                }
            }
        }
    }

    /** In words: {@code from 0 to 1}, {@code at least 0}, {@code above 0 and below 1}. */
    @Override
    public String toString() {
        if (least > Double.NEGATIVE_INFINITY && most < Double.POSITIVE_INFINITY) {
            return "from " + plain(least) + " to " + plain(most);
        }
        String lower = least > Double.NEGATIVE_INFINITY ? "at least " + plain(least) : "above " + plain(above);
        String upper = most < Double.POSITIVE_INFINITY ? "at most " + plain(most) : "below " + plain(below);
        return !hasUpper() ? lower : !hasLower() ? upper : lower + " and " + upper;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
