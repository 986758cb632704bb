package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.coco.MaskInterest;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.PolygonRasterizer;
import maskrcnn4j.mask.Spans;
import maskrcnn4j.metrics.EvaluationException;

/**
 * The masks of one cell, unpacked into spans when they are asked for, in arrays that are used again for the next cell.
 * For one thread.
 */
final class CellMasks {
    private final Dataset dataset;
    private final InstanceTable table;
    private final boolean results;
    private final boolean measured;
    private final String name;
    private final PolygonRasterizer rasterizer = new PolygonRasterizer();

    int[] spans = new int[1024];
    private int used;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] loaded = new boolean[16];

    int[] area = new int[16];
    int[] height = new int[16];
    int[] width = new int[16];
    double[] boxes = new double[64];
    private boolean[] fromRuns = new boolean[16];

    /**
     * Masks of a table.
     *
     * @param dataset tells the sizes of pictures
     * @param results whether they are results, which may have a box in place of a mask
     * @param measured whether the table has the area and box of every mask, so that they are not measured again
     * @param name what messages call the file
     */
    CellMasks(Dataset dataset, InstanceTable table, boolean results, boolean measured, String name) {
        this.dataset = dataset;
        this.table = table;
        this.results = results;
        this.measured = measured;
        this.name = name;
    }

    /** Forgets the last cell. */
    void begin(int count) {
        used = 0;
        if (from.length < count) {
            int length = 2 * count;
            from = new int[length];
            to = new int[length];
            loaded = new boolean[length];
            area = new int[length];
            height = new int[length];
            width = new int[length];
            boxes = new double[4 * length];
            fromRuns = new boolean[length];
        }
        Arrays.fill(loaded, 0, count, false);
    }

    int from(int slot) {
        return from[slot];
    }

    int to(int slot) {
        return to[slot];
    }

    /** Whether the reader kept no mask of an instance, having seen that it can agree with no object. */
    boolean leftOut(int instance) {
        return table.maskKind(instance) == MaskKind.BROKEN
                && table.mask(instance).equals(MaskInterest.LEFT_OUT);
    }

    /** Unpacks the mask of an instance as number {@code slot} of the cell, unless that is done already. */
    void load(int slot, int instance) {
        if (loaded[slot]) {
            return;
        }
        loaded[slot] = true;
        from[slot] = used;
        fromRuns[slot] = false;
        try {
            MaskKind kind = table.maskKind(instance);
            if (kind == MaskKind.RUNS) {
                runs(slot, instance);
            } else if (kind == MaskKind.POLYGONS) {
                outline(slot, instance, true);
            } else if (kind == MaskKind.ABSENT && results) {
                outline(slot, instance, false);
            } else {
                throw new EvaluationException(entry(instance)
                        + (table.mask(instance) instanceof InstanceMask.Broken broken
                                ? broken.fault()
                                : "has no segmentation; add one, or score boxes with --type bbox"));
            }
        } catch (MaskException broken) {
            throw new EvaluationException(entry(instance) + broken.getMessage());
        }
        to[slot] = used;
        if (measured) {
            area[slot] = (int) table.area(instance);
            return;
        }
        area[slot] = Spans.area(spans, from[slot], used);
        Spans.boundingBox(spans, from[slot], used, height[slot], width[slot], boxes, 4 * slot);
    }

    private String entry(int instance) {
        return name + ": " + (results ? "results[" + instance + "]: " : "annotation " + table.id(instance) + ": ");
    }

    private void runs(int slot, int instance) {
        reserve(table.spansLimit(instance));
        used = table.spans(instance, spans, used);
        height[slot] = table.maskHeight(instance);
        width[slot] = table.maskWidth(instance);
        fromRuns[slot] = true;
    }

    /** Whether runs of length zero stand in the mask, which only those of files can have. */
    boolean zeroRuns(int slot) {
        return fromRuns[slot] && Spans.hasZeroRuns(spans, from[slot], to[slot]);
    }

    private void outline(int slot, int instance, boolean polygons) {
        int sample = table.sample(instance);
        height[slot] = dataset.sampleHeight(sample);
        width[slot] = dataset.sampleWidth(sample);
        if (height[slot] == 0 || width[slot] == 0) {
            throw new EvaluationException(dataset.name() + ": image " + dataset.sampleIdText(sample)
                    + ": has no height and width, which its polygons need; add them");
        }
        rasterizer.begin(height[slot], width[slot]);
        if (polygons) {
            table.addRings(instance, rasterizer);
        } else {
            rasterizer.addRing(corners(instance), 0, 8);
        }
        reserve(rasterizer.length());
        System.arraycopy(rasterizer.spans(), 0, spans, used, rasterizer.length());
        used += rasterizer.length();
    }

    /** The mask that pycocotools gives to a result with a box alone. */
    private double[] corners(int instance) {
        double x1 = table.x(instance);
        double x2 = x1 + table.width(instance);
        double y1 = table.y(instance);
        double y2 = y1 + table.height(instance);
        return new double[] {x1, y1, x1, y2, x2, y2, x2, y1};
    }

    private void reserve(int more) {
        if (spans.length - used < more) {
            spans = Arrays.copyOf(spans, Math.max(2 * spans.length, used + more));
        }
    }
}
