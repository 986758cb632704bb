package maskrcnn4j.metrics.voc;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The scores of an evaluation by VOC's measure.
 *
 * @param threshold the agreement from which on a detection is right
 * @param classes the categories by increasing id
 */
public record VocEvaluation(double threshold, List<VocClass> classes) {
    /** Copies the list. */
    public VocEvaluation {
        classes = List.copyOf(classes);
    }

    /** The mean of {@link VocClass#elevenPoints} over the categories that have objects; -1 if none has. */
    public double elevenPoints() {
        return mean(VocClass::elevenPoints);
    }

    /** The mean of {@link VocClass#area} over the categories that have objects; -1 if none has. */
    public double area() {
        return mean(VocClass::area);
    }

    private double mean(ToDoubleFunction<VocClass> value) {
        double sum = 0;
        int count = 0;
        for (VocClass one : classes) {
            if (one.objects() > 0) {
                sum += value.applyAsDouble(one);
                count++;
            }
        }
        return count == 0 ? -1 : sum / count;
    }
}
