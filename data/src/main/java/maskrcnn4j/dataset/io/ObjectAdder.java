package maskrcnn4j.dataset.io;

import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Rle;

/**
 * Adds objects of formats that state neither box nor area: both are taken from the mask's pixels. An object whose mask
 * is broken is added without them.
 */
public final class ObjectAdder {
    private final DatasetBuilder builder;
    private final boolean masks;

    /**
     * Adds to a data set.
     *
     * @param masks whether masks are kept
     */
    public ObjectAdder(DatasetBuilder builder, boolean masks) {
        this.builder = builder;
        this.masks = masks;
    }

    /** Adds an object with the next id. */
    public void add(int sample, int category, int height, int width, InstanceMask mask, boolean crowd) {
        try {
            add(sample, category, InstanceMasks.rasterize(mask, height, width), mask, crowd);
        } catch (MaskException e) {
            InstanceTableBuilder table = builder.instances();
            table.mask(mask).crowd(crowd).add(table.count() + 1L, sample, category);
        }
    }

    /** Adds an object with the next id. */
    public void add(int sample, int category, Rle pixels, boolean crowd) {
        add(sample, category, pixels, InstanceMasks.runs(pixels), crowd);
    }

    private void add(int sample, int category, Rle pixels, InstanceMask mask, boolean crowd) {
        InstanceTableBuilder table = builder.instances();
        Box box = pixels.boundingBox();
        table.box(box.x1(), box.y1(), box.width(), box.height())
                .area(pixels.area())
                .crowd(crowd)
                .mask(masks ? mask : InstanceMask.Absent.ABSENT)
                .add(table.count() + 1L, sample, category);
    }
}
