package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.testing.formula.FixtureFile;
import tools.jackson.databind.JsonNode;

/**
 * A detection without its mask, to be held against another.
 *
 * @param label its class as the fixtures number it
 * @param box x1, y1, x2, y2 in pixels of the picture
 */
record FoundBox(long label, double score, double[] box) {
    /** What two runs have in common: for each detection of the first the best of the second, each taken once. */
    record Match(int pairs, int agreeing, double meanIou, double largestScoreDifference) {}

    static List<FoundBox> of(Segmentation found) {
        return found.stream()
                .map(d -> new FoundBox(d.categoryId(), d.score(), new double[] {
                    d.box().x1(), d.box().y1(), d.box().x2(), d.box().y2()
                }))
                .toList();
    }

    static List<FoundBox> read(JsonNode detections) {
        double[] boxes = FixtureFile.doubles(detections.path("boxes").path("data"));
        double[] scores = FixtureFile.doubles(detections.path("scores").path("data"));
        long[] labels = FixtureFile.longs(detections.path("labels").path("data"));
        List<FoundBox> found = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            found.add(new FoundBox(labels[i], scores[i], java.util.Arrays.copyOfRange(boxes, 4 * i, 4 * i + 4)));
        }
        return found;
    }

    /**
     * Pairs detections of one label whose IoU is at least one half.
     *
     * @param pixels how far apart the boxes of a pair may be to agree
     * @param scores how far apart their scores may be
     */
    static Match match(List<FoundBox> ours, List<FoundBox> theirs, double pixels, double scores) {
        List<FoundBox> free = new ArrayList<>(theirs);
        int pairs = 0;
        int agreeing = 0;
        double iouSum = 0;
        double largest = 0;
        for (FoundBox one : ours) {
            FoundBox best = free.stream()
                    .filter(other -> other.label == one.label)
                    .max(java.util.Comparator.comparingDouble(other -> iou(one, other)))
                    .orElse(one);
            double iou = best == one ? 0 : iou(one, best);
            if (iou >= 0.5) {
                free.remove(best);
                pairs++;
                iouSum += iou;
                double difference = Math.abs(one.score - best.score);
                largest = Math.max(largest, difference);
                agreeing += difference <= scores && distance(one, best) <= pixels ? 1 : 0;
            }
        }
        return new Match(pairs, agreeing, pairs == 0 ? 0 : iouSum / pairs, largest);
    }

    private static double distance(FoundBox a, FoundBox b) {
        double distance = 0;
        for (int i = 0; i < 4; i++) {
            distance = Math.max(distance, Math.abs(a.box[i] - b.box[i]));
        }
        return distance;
    }

    private static double iou(FoundBox a, FoundBox b) {
        double width = Math.min(a.box[2], b.box[2]) - Math.max(a.box[0], b.box[0]);
        double height = Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1]);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double intersection = width * height;
        return intersection / (area(a) + area(b) - intersection);
    }

    private static double area(FoundBox found) {
        return (found.box[2] - found.box[0]) * (found.box[3] - found.box[1]);
    }
}
