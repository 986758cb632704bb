package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Precision and recall at each confidence that could be chosen as the least one shown. */
public final class PrecisionRecall {
    private final List<Point> points = new ArrayList<>();

    /**
     * One choice.
     *
     * @param score the least confidence
     * @param precision how many of those found are right
     * @param recall how many of the objects are found
     */
    public record Point(double score, double precision, double recall) {
        /** The harmonic mean of both; 0 if both are 0. */
        public double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }

    private PrecisionRecall() {}

    /** The curve of these outcomes, from the highest confidence down: one point for each confidence that occurs. */
    public static PrecisionRecall of(Outcomes outcomes) {
        PrecisionRecall curve = new PrecisionRecall();
        int hits = 0;
        for (int i = 0; i < outcomes.count(); i++) {
            hits += outcomes.right()[i] ? 1 : 0;
            boolean last = i == outcomes.count() - 1 || outcomes.scores()[i] != outcomes.scores()[i + 1];
            if (last && outcomes.objects() > 0) {
                curve.points.add(new Point(outcomes.scores()[i], hits / (i + 1.0), (double) hits / outcomes.objects()));
            }
        }
        return curve;
    }

    /** The points, by falling confidence; none without objects or detections. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** The point of the greatest F1, that of the highest confidence among equals. */
    public Optional<Point> bestF1() {
        Point best = null;
        for (Point point : points) {
            if (best == null || point.f1() > best.f1()) {
                best = point;
            }
        }
        return Optional.ofNullable(best);
    }
}
