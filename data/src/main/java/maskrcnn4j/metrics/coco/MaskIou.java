package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.mask.Spans;
import maskrcnn4j.mask.StrictRuns;

/**
 * Agreement of masks: whole numbers of pixels, divided once. Masks whose boxes do not meet have none and are not compared;
 * nor are those whose boxes and areas show that they stay below the lowest threshold.
 */
final class MaskIou implements IouSource {
    private final InstanceTable truths;
    private final InstanceTable detections;
    private final boolean boxesOfMasks;
    private final boolean strict;
    private final double lowest;
    private final MatchRules match;
    private final CellMasks objects;
    private final CellMasks results;

    MaskIou(Dataset dataset, Detections found, double lowest, MatchRules match, Rules rules) {
        truths = dataset.instances();
        detections = found.instances();
        boxesOfMasks = found.boxesOfMasks();
        strict = rules == Rules.PYCOCOTOOLS;
        this.lowest = lowest;
        this.match = match;
        objects = new CellMasks(dataset, truths, false, false, dataset.name());
        results = new CellMasks(dataset, detections, true, boxesOfMasks, found.name());
    }

    @Override
    public boolean cell(int[] found, int foundCount, int[] list, int truthStart, int truthCount, double[] iou) {
        objects.begin(truthCount);
        for (int g = 0; g < truthCount; g++) {
            objects.load(g, list[truthStart + g]);
        }
        results.begin(foundCount);
        boolean any = lowest <= 0;
        for (int d = 0; d < foundCount; d++) {
            int detection = found[d];
            for (int g = 0; g < truthCount; g++) {
                double value = 0;
                if (mayReach(d, detection, g, crowd(list[truthStart + g]))) {
                    results.load(d, detection);
                    value = iou(d, detection, g, list[truthStart + g]);
                    any |= value >= lowest;
                }
                iou[d * truthCount + g] = value;
            }
        }
        return any;
    }

    /** Whether boxes and areas leave it open that the agreement reaches the lowest threshold. */
    private boolean mayReach(int d, int detection, int g, boolean crowd) {
        double x;
        double y;
        double w;
        double h;
        double area;
        if (boxesOfMasks) {
            x = detections.x(detection);
            y = detections.y(detection);
            w = detections.width(detection);
            h = detections.height(detection);
            area = detections.area(detection);
        } else if (results.leftOut(detection)) {
            return false;
        } else {
            results.load(d, detection);
            x = results.boxes[4 * d];
            y = results.boxes[4 * d + 1];
            w = results.boxes[4 * d + 2];
            h = results.boxes[4 * d + 3];
            area = results.area[d];
        }
        double gx = objects.boxes[4 * g];
        double gy = objects.boxes[4 * g + 1];
        double width = Math.min(x + w, gx + objects.boxes[4 * g + 2]) - Math.max(x, gx);
        double height = Math.min(y + h, gy + objects.boxes[4 * g + 3]) - Math.max(y, gy);
        if (width <= 0 || height <= 0) {
            return false;
        }
        if (lowest <= 0 || strict && objects.zeroRuns(g)) {
            return true;
        }
        double truthArea = objects.area[g];
        double most = Math.min(Math.min(area, truthArea), width * height);
        // Whole numbers below 2^53: no rounding but the division's, which does not fall when its numerator grows.
        return most / (crowd ? area : area + truthArea - most) >= lowest;
    }

    private double iou(int d, int detection, int g, int truth) {
        if (results.height[d] != objects.height[g] || results.width[d] != objects.width[g]) {
            return -1;
        }
        boolean crowd = crowd(truth);
        if (strict && objects.zeroRuns(g) && results.zeroRuns(d)) {
            return StrictRuns.iou(counts(detections, detection), counts(truths, truth), crowd);
        }
        int shared = Spans.intersection(
                results.spans, results.from(d), results.to(d), objects.spans, objects.from(g), objects.to(g));
        return Spans.iou(shared, results.area[d], objects.area[g], crowd);
    }

    boolean crowd(int truth) {
        return match.crowd(truths, truth);
    }

    /** The mask of a detection of the last cell that agreed with an object. */
    Rle result(int d) {
        return Rle.ofSpans(results.height[d], results.width[d], results.spans, results.from(d), results.to(d));
    }

    /** The mask of an object of the last cell. */
    Rle object(int g) {
        return Rle.ofSpans(objects.height[g], objects.width[g], objects.spans, objects.from(g), objects.to(g));
    }

    private static int[] counts(InstanceTable table, int instance) {
        return ((InstanceMask.Runs) table.mask(instance)).counts();
    }
}
