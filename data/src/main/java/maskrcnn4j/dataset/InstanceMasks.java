package maskrcnn4j.dataset;

import java.util.List;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.PolygonRasterizer;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;

/** The pixels of masks as files give them. */
public final class InstanceMasks {
    /** An outline that crosses more pixel columns than this is no outline of anything; it would fill the memory. */
    private static final long MOST_CROSSINGS = 20_000_000;

    private InstanceMasks() {}

    /**
     * The pixels of a mask.
     *
     * @param height rows of its picture
     * @param width columns of its picture
     * @throws MaskException if there is none or it is broken; the message is half a sentence about the mask
     */
    public static Rle rasterize(InstanceMask mask, int height, int width) {
        if (mask instanceof InstanceMask.Polygons polygons) {
            requireBounded(polygons.rings(), width);
            return Polygons.rasterize(height, width, polygons.rings());
        }
        requireReadable(mask, height, width);
        if (mask instanceof InstanceMask.Runs runs) {
            return Rle.ofCounts(height, width, runs.counts());
        }
        throw new MaskException("it has no mask");
    }

    /**
     * Requires that a mask, if there is one, can be read, as far as that is seen without drawing it: that it is not
     * {@linkplain InstanceMask.Broken broken}, that run lengths are for a picture of this size, and that the corners of
     * outlines are numbers.
     *
     * @param height rows of its picture
     * @param width columns of its picture
     * @throws MaskException if it cannot; the message is half a sentence about the mask
     */
    public static void requireReadable(InstanceMask mask, int height, int width) {
        if (mask instanceof InstanceMask.Polygons polygons) {
            polygons.rings().forEach(PolygonRasterizer::requireCoordinates);
        }
        if (mask instanceof InstanceMask.Runs runs && (runs.height() != height || runs.width() != width)) {
            throw new MaskException("its run-length mask is of " + runs.width() + "x" + runs.height()
                    + " pixels, its picture of " + width + "x" + height);
        }
        if (mask instanceof InstanceMask.Broken broken) {
            throw new MaskException(broken.fault());
        }
    }

    /** Pixels as a mask of run lengths. */
    public static InstanceMask.Runs runs(Rle pixels) {
        return new InstanceMask.Runs(pixels.height(), pixels.width(), pixels.counts());
    }

    private static void requireBounded(List<double[]> rings, int width) {
        double crossings = 0;
        for (double[] ring : rings) {
            int corners = ring.length / 2;
            for (int i = 0; i < corners; i++) {
                double from = Math.min(Math.max(ring[2 * i], 0), width);
                double to = Math.min(Math.max(ring[2 * ((i + 1) % corners)], 0), width);
                crossings += Math.abs(to - from);
            }
        }
        if (crossings > MOST_CROSSINGS) {
            throw new MaskException("its outline crosses " + (long) crossings + " columns of pixels; at most "
                    + MOST_CROSSINGS + " are drawn");
        }
    }
}
