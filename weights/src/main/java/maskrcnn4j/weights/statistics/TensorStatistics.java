package maskrcnn4j.weights.statistics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;

/**
 * What the numbers of a tensor look like.
 *
 * @param name its name
 * @param shape its sizes
 * @param elements how many numbers it has
 * @param min the smallest finite number; NaN if there is none
 * @param max the largest finite number; NaN if there is none
 * @param mean the mean of the finite numbers
 * @param deviation their standard deviation
 * @param notFinite how many are infinite or not numbers
 * @param filters how many filters (parts along the first axis) it has; 0 where it has one axis or none
 * @param deadFilters how many of them are as good as zero: none of their weights reaches {@value #DEAD} of what is usual in
 *     this tensor
 * @param change the distance to the weights in the beginning over their size (Euclidean); empty if they are not known or had
 *     another shape
 */
public record TensorStatistics(
        String name,
        Shape shape,
        long elements,
        double min,
        double max,
        double mean,
        double deviation,
        long notFinite,
        int filters,
        int deadFilters,
        Optional<Double> change) {
    /** A filter below this share of the median filter's largest weight is dead. */
    public static final double DEAD = 1e-3;

    /** A weight beyond this has exploded; a running variance may be larger. */
    public static final double EXPLODED = 1000;

    private static final List<String> VARIANCES = List.of("running_var", "moving_variance", ".norm.var");

    /** Something about a tensor that a reader should know. */
    public enum Sign {
        /** It holds infinite numbers or none. */
        NOT_FINITE("not finite"),
        /** It holds weights larger than any that work. */
        EXPLODED("exploded"),
        /** Some of its filters are as good as zero: what they find is nothing. */
        DEAD_FILTERS("dead filters"),
        /** All its numbers are the same. */
        CONSTANT("constant"),
        /** Training has left every number as it was. */
        UNCHANGED("unchanged");

        private final String word;

        Sign(String word) {
            this.word = word;
        }

        /** A word or two for tables. */
        public String word() {
            return word;
        }
    }

    /** The statistics of one tensor. */
    public static TensorStatistics of(TensorSource source, String name) throws IOException {
        return of(source.tensor(name), source.floats(name), Optional.empty());
    }

    /** The statistics of one tensor, and how far it has come since the beginning. */
    public static TensorStatistics of(TensorSource source, TensorSource beginning, String name) throws IOException {
        TensorInfo info = source.tensor(name);
        TensorInfo before = beginning.tensors().get(name);
        float[] values = source.floats(name);
        boolean known = before != null && before.shape().equals(info.shape());
        return of(info, values, known ? Optional.of(change(values, beginning.floats(name))) : Optional.empty());
    }

    private static double change(float[] now, float[] before) {
        double distance = 0;
        double size = 0;
        for (int i = 0; i < now.length; i++) {
            double difference = (double) now[i] - before[i];
            distance += difference * difference;
            size += (double) before[i] * before[i];
        }
        return distance == 0 ? 0 : size == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(distance / size);
    }

    private static TensorStatistics of(TensorInfo info, float[] values, Optional<Double> change) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
                finite++;
            }
        }
        double mean = sum / finite;
        double[] largest = largestOfFilters(info.shape(), values);
        return new TensorStatistics(
                info.name(),
                info.shape(),
                values.length,
                finite == 0 ? Double.NaN : min,
                finite == 0 ? Double.NaN : max,
                mean,
                Math.sqrt(Math.max(0, squares / finite - mean * mean)),
                values.length - finite,
                largest.length,
                dead(largest),
                change);
    }

    /** The largest weight of each filter; none for tensors of one axis. */
    private static double[] largestOfFilters(Shape shape, float[] values) {
        if (shape.rank() < 2 || values.length == 0) {
            return new double[0];
        }
        int filters = (int) shape.size(0);
        int each = values.length / filters;
        double[] largest = new double[filters];
        for (int i = 0; i < values.length; i++) {
            double size = Math.abs(values[i]);
            largest[i / each] = Double.isNaN(size) ? largest[i / each] : Math.max(largest[i / each], size);
        }
        return largest;
    }

    private static int dead(double[] largest) {
        double[] sorted = largest.clone();
        Arrays.sort(sorted);
        double usual = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        return (int) Arrays.stream(largest).filter(one -> one <= DEAD * usual).count();
    }

    /** What is notable, worst first; empty for a tensor as it should be. */
    public List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        if (notFinite > 0) {
            signs.add(Sign.NOT_FINITE);
        }
        boolean variance = VARIANCES.stream().anyMatch(name::contains);
        if (!variance && Math.max(Math.abs(min), Math.abs(max)) > EXPLODED) {
            signs.add(Sign.EXPLODED);
        }
        if (deadFilters > 0) {
            signs.add(Sign.DEAD_FILTERS);
        }
        if (elements > 1 && min == max) {
            signs.add(Sign.CONSTANT);
        }
        if (change.isPresent() && change.get() == 0) {
            signs.add(Sign.UNCHANGED);
        }
        return signs;
    }
}
