package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.coco.MaskInterest;

/**
 * Wants the masks of detections that may agree enough with an object of their image and category: whose box meets the
 * object's in enough pixels to make the lowest threshold possible. What the evaluation of the same parameters asks for
 * is always among them.
 */
public final class NearObjects implements MaskInterest {
    private final Dataset truth;
    private final boolean useCategories;
    private final double lowest;

    /** For each object x1, y1, x2, y2 of a box around its mask, in whole pixels. */
    private final int[] boxes;

    /**
     * Looks at the outlines of the objects.
     *
     * @param parameters those of the evaluation that the detections are read for
     */
    public NearObjects(Dataset truth, CocoParameters parameters) {
        this.truth = truth;
        useCategories = parameters.useCategories();
        lowest = EvaluationJob.lowest(parameters);
        InstanceTable table = truth.instances();
        boxes = new int[4 * table.count()];
        for (int i = 0; i < table.count(); i++) {
            if (table.maskKind(i) == MaskKind.POLYGONS) {
                outline(table, i);
            } else {
                // Seldom, and decoding would cost more than it saves: as large as any picture.
                boxes[4 * i + 2] = Integer.MAX_VALUE;
                boxes[4 * i + 3] = Integer.MAX_VALUE;
            }
        }
    }

    private void outline(InstanceTable table, int instance) {
        double[] extent = table.extent(instance);
        double left = extent[0];
        double top = extent[1];
        double right = extent[2];
        double bottom = extent[3];
        // A pixel more on each side than rounding can move an outline. What is not a number ends up as 0 and is refused
        // when the mask is made.
        boxes[4 * instance] = (int) Math.max(0, left - 2);
        boxes[4 * instance + 1] = (int) Math.max(0, top - 2);
        boxes[4 * instance + 2] = (int) Math.ceil(right + 2);
        boxes[4 * instance + 3] = (int) Math.ceil(bottom + 2);
    }

    @Override
    public boolean wants(long imageId, long categoryId, MaskShape shape) {
        if (lowest <= 0 || truth.textIds()) {
            return true;
        }
        int sample = truth.sampleIndex(imageId);
        int category = truth.categoryIndex(categoryId);
        if (sample < 0 || category < 0) {
            return false;
        }
        if (shape.rows() != truth.sampleHeight(sample) || shape.columns() != truth.sampleWidth(sample)) {
            // It can match nothing, but should be counted and shown.
            return true;
        }
        int objects = truth.instanceCount(sample);
        for (int i = 0; i < objects; i++) {
            int object = truth.instanceOf(sample, i);
            boolean meets = !useCategories || truth.instances().category(object) == category;
            if (meets && isNear(4 * object, shape)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNear(int at, MaskShape shape) {
        int w = Math.min(shape.x() + shape.width(), boxes[at + 2]) - Math.max(shape.x(), boxes[at]);
        int h = Math.min(shape.y() + shape.height(), boxes[at + 3]) - Math.max(shape.y(), boxes[at + 1]);
        double area = shape.area();
        return w > 0 && h > 0 && Math.min(area, (double) w * h) / area >= lowest;
    }
}
