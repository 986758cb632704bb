package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.mask.MaskBoundary;
import maskrcnn4j.mask.Rle;
import org.jspecify.annotations.Nullable;

/**
 * Agreement of masks and of their boundaries, the smaller of both; crowds, which have no outline of their own, are
 * compared by their masks alone. Boundaries are made only where the masks agree well enough for the result to matter.
 */
final class BoundaryIou implements IouSource {
    private final MaskIou masks;
    private final double lowest;
    private @Nullable Rle[] objects = new Rle[0];
    private @Nullable Rle[] results = new Rle[0];

    BoundaryIou(Dataset dataset, Detections found, double lowest, MatchRules match, Rules rules) {
        masks = new MaskIou(dataset, found, lowest, match, rules);
        this.lowest = lowest;
    }

    @Override
    public boolean cell(int[] found, int foundCount, int[] list, int truthStart, int truthCount, double[] iou) {
        if (!masks.cell(found, foundCount, list, truthStart, truthCount, iou)) {
            return false;
        }
        objects = cleared(objects, truthCount);
        results = cleared(results, foundCount);
        boolean any = lowest <= 0;
        for (int d = 0; d < foundCount; d++) {
            for (int g = 0; g < truthCount; g++) {
                int at = d * truthCount + g;
                if (iou[at] > 0 && iou[at] >= lowest && !masks.crowd(list[truthStart + g])) {
                    iou[at] = Math.min(iou[at], boundary(d, g));
                }
                any |= iou[at] >= lowest;
            }
        }
        return any;
    }

    private double boundary(int d, int g) {
        Rle result = results[d];
        if (result == null) {
            result = boundaryOf(masks.result(d));
            results[d] = result;
        }
        Rle object = objects[g];
        if (object == null) {
            object = boundaryOf(masks.object(g));
            objects[g] = object;
        }
        return result.iou(object);
    }

    private static Rle boundaryOf(Rle mask) {
        return MaskBoundary.of(mask, MaskBoundary.distance(mask.height(), mask.width(), MaskBoundary.USUAL_RATIO));
    }

    private static @Nullable Rle[] cleared(@Nullable Rle[] slots, int count) {
        if (slots.length < count) {
            return new Rle[2 * count];
        }
        Arrays.fill(slots, 0, count, null);
        return slots;
    }
}
