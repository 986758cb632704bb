package maskrcnn4j.inspect.section;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.TruthObject;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;

/**
 * Which detections meet which true objects: greedily from the surest detection on, each takes the free object of its class that
 * its mask agrees with most, if the IoU is at least one half. Where an object has no mask, boxes are compared.
 *
 * @param detections from the surest
 * @param objects the true objects
 * @param ious {@code [detections][objects]}
 * @param matched the object that each detection took, or -1
 * @param excused detections that lie in a crowd of their class, or on an object whose class the model does not know: neither
 *     right nor wrong
 */
record Matches(
        List<Detection> detections, List<TruthObject> objects, double[][] ious, int[] matched, boolean[] excused) {
    static final double THRESHOLD = 0.5;

    static Matches of(Inspection seen) {
        List<Detection> detections = seen.best();
        List<TruthObject> objects = seen.truth().map(truth -> truth.objects()).orElse(List.of());
        double[][] ious = new double[detections.size()][objects.size()];
        int[] matched = new int[detections.size()];
        boolean[] excused = new boolean[detections.size()];
        boolean[] taken = new boolean[objects.size()];
        Arrays.fill(matched, -1);
        for (int d = 0; d < matched.length; d++) {
            Detection found = detections.get(d);
            for (int t = 0; t < taken.length; t++) {
                TruthObject object = objects.get(t);
                ious[d][t] = overlap(found, object);
                boolean same = object.label() > 0 && found.label().equals(seen.className(object.label()));
                if (ious[d][t] < THRESHOLD) {
                    continue;
                }
                if (object.crowd() && same) {
                    excused[d] = true;
                } else if (same && !taken[t] && (matched[d] < 0 || ious[d][t] > ious[d][matched[d]])) {
                    matched[d] = t;
                }
            }
            if (matched[d] >= 0) {
                taken[matched[d]] = true;
                excused[d] = false;
            }
        }
        return new Matches(detections, objects, ious, matched, excused);
    }

    /** With a crowd the share of the detection that lies in it, else the IoU. */
    private static double overlap(Detection found, TruthObject object) {
        Optional<Rle> mask = object.mask();
        if (mask.isEmpty()) {
            return found.box().iou(object.box());
        }
        return found.mask().iou(mask.get(), object.crowd());
    }

    /** Objects that can be found: no crowds. */
    int[] findable() {
        return IntStream.range(0, objects.size())
                .filter(t -> !objects.get(t).crowd())
                .toArray();
    }

    /** The detection that took an object, or -1. */
    int finder(int object) {
        for (int d = 0; d < matched.length; d++) {
            if (matched[d] == object) {
                return d;
            }
        }
        return -1;
    }

    /** How many detections took an object. */
    int hits() {
        return (int) Arrays.stream(matched).filter(t -> t >= 0).count();
    }
}
