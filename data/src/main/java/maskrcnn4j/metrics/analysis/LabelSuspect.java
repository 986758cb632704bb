package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.mask.Box;
import maskrcnn4j.metrics.coco.ImageCell;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * A place where a sure detection contradicts the annotations, so that these may be what is wrong: worth a look, no more.
 *
 * @param kind what may be wrong
 * @param sample the picture's place in the data set
 * @param detection the detection's place
 * @param object the place of the object that may have the wrong category; -1 if one may be missing
 * @param score the confidence of the detection
 * @param iou its agreement with the object, or with the nearest one
 */
public record LabelSuspect(Kind kind, int sample, int detection, int object, double score, double iou) {
    private static final double ON_OBJECT = 0.5;
    private static final double ON_NOTHING = 0.1;

    /** What may be wrong with the annotations. */
    public enum Kind {
        /** An object of another category is under the detection, and none of its own. */
        WRONG_CATEGORY("category"),
        /** Nothing is annotated near the detection. */
        MISSING_OBJECT("missing");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** One word for tables. */
        public String word() {
            return word;
        }
    }

    /**
     * Searches all pictures.
     *
     * @param leastScore the least confidence of detections that are believed
     * @return the suspects, surest detection first
     */
    public static List<LabelSuspect> search(Dataset truth, Detections found, IouType type, double leastScore) {
        List<LabelSuspect> suspects = new ArrayList<>();
        new ImageCells(truth, found, type, Integer.MAX_VALUE, ON_NOTHING)
                .map(cell -> suspectsOf(cell, leastScore))
                .forEach(suspects::addAll);
        suspects.sort(Comparator.comparingDouble(LabelSuspect::score).reversed());
        return suspects;
    }

    private static List<LabelSuspect> suspectsOf(ImageCell cell, double leastScore) {
        List<LabelSuspect> suspects = new ArrayList<>();
        boolean[] accused = new boolean[cell.objects().length];
        List<Integer> missing = new ArrayList<>();
        for (int d = 0; d < cell.detections().length && cell.score(d) >= leastScore; d++) {
            int nearest = -1;
            double own = 0;
            for (int g = 0; g < accused.length; g++) {
                own = cell.sameCategory(d, g) ? Math.max(own, cell.iou(d, g)) : own;
                nearest = nearest < 0 || cell.iou(d, g) > cell.iou(d, nearest) ? g : nearest;
            }
            double iou = nearest < 0 ? 0 : cell.iou(d, nearest);
            if (iou >= ON_OBJECT && own < ON_NOTHING && !cell.ignored(nearest) && !accused[nearest]) {
                accused[nearest] = true;
                suspects.add(new LabelSuspect(
                        Kind.WRONG_CATEGORY,
                        cell.sample(),
                        cell.detections()[d],
                        cell.objects()[nearest],
                        cell.score(d),
                        iou));
            } else if (iou < ON_NOTHING && isNew(cell, d, missing)) {
                missing.add(d);
                suspects.add(new LabelSuspect(
                        Kind.MISSING_OBJECT, cell.sample(), cell.detections()[d], -1, cell.score(d), iou));
            }
        }
        return suspects;
    }

    /** Several detections of one thing, known by their boxes, are one suspect. */
    private static boolean isNew(ImageCell cell, int d, List<Integer> missing) {
        for (int other : missing) {
            if (box(cell, d).iou(box(cell, other)) >= ON_OBJECT) {
                return false;
            }
        }
        return true;
    }

    private static Box box(ImageCell cell, int d) {
        int place = cell.detections()[d];
        InstanceTable table = cell.found().instances();
        return Box.ofXywh(table.x(place), table.y(place), table.width(place), table.height(place));
    }
}
