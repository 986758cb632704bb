package maskrcnn4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the values of an axis lie on a drawing, and which of them are named. */
final class AxisScale {
    private static final int FEW_DECADES = 2;

    private final double from;
    private final double to;
    private final boolean logarithmic;
    private final double start;
    private final double end;

    private AxisScale(double from, double to, boolean logarithmic, double start, double end) {
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
        this.start = start;
        this.end = end;
    }

    /**
     * A scale.
     *
     * @param axis the axis; its ends win over those of the data
     * @param low the smallest value of the data; not finite if there is none
     * @param high the largest value
     * @param start where the smallest value lies on the drawing
     * @param end where the largest value lies
     */
    static AxisScale of(Axis axis, double low, double high, double start, double end) {
        boolean none = !Double.isFinite(low) || !Double.isFinite(high);
        double from = none ? axis.logarithmic() ? 1 : 0 : low;
        double to = none ? axis.logarithmic() ? 10 : 1 : high;
        if (axis.logarithmic()) {
            double first = Math.log10(from);
            double last = Math.log10(to);
            double margin = last > first ? 0.03 * (last - first) : 0.3;
            return new AxisScale(first - margin, last + margin, true, start, end);
        }
        from = Double.isNaN(axis.min()) ? from : axis.min();
        to = Double.isNaN(axis.max()) ? to : axis.max();
        if (!(to > from)) {
            double half = Math.max(Math.abs(from) * 0.1, from == 0 ? 1 : Double.MIN_NORMAL);
            return new AxisScale(from - half, from + half, false, start, end);
        }
        double margin = 0.03 * (to - from);
        boolean fromZero = from >= 0 && from <= 0.25 * to;
        return new AxisScale(
                Double.isNaN(axis.min()) ? fromZero ? 0 : from - margin : from,
                Double.isNaN(axis.max()) ? to + margin : to,
                false,
                start,
                end);
    }

    /** Where a value lies on the drawing. */
    double place(double value) {
        double at = logarithmic ? Math.log10(value) : value;
        return start + (end - start) * (at - from) / (to - from);
    }

    /** Whether the axis has a place for a value: a logarithm has none for 0. */
    boolean shows(double value) {
        double at = logarithmic ? Math.log10(value) : value;
        double slack = 1e-9 * (to - from);
        return at >= from - slack && at <= to + slack;
    }

    /** The values that are named, about as many as wanted. */
    List<Double> ticks(int wanted) {
        return logarithmic ? decades(wanted) : steps(wanted);
    }

    private List<Double> steps(int wanted) {
        double rough = (to - from) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * 0.999) {
                step = factor * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        double first = Math.ceil(from / step - 1e-9);
        for (double n = first; n * step <= to + 1e-9 * (to - from); n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    private List<Double> decades(int wanted) {
        List<Double> ticks = new ArrayList<>();
        int every = Math.max(1, (int) Math.ceil((to - from) / wanted));
        for (int power = (int) Math.floor(from); power <= to; power += every) {
            for (double factor : to - from < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1}) {
                double value = factor * Math.pow(10, power);
                if (shows(value)) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }

    /** A number as an axis names it: short, and without an exponent where that is readable. */
    static String name(double value) {
        if (value == 0 || Math.abs(value) < 1e-12) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3g", value)
                    .replaceAll("\\.?0+e", "e")
                    .replaceAll("e([+-])0", "e$1")
                    .replace("e+", "e");
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(size >= 1000 ? 7 : 3));
        String text = rounded.stripTrailingZeros().toPlainString();
        return size >= 10_000 ? String.format(Locale.ROOT, "%,d", Math.round(value)) : text;
    }
}
