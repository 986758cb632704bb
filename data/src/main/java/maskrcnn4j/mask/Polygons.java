package maskrcnn4j.mask;

import java.util.List;

/** Masks from and to polygons. A polygon is {@code x, y} of each corner in turn, in pixels, as in COCO's files. */
public final class Polygons {
    private Polygons() {}

    /**
     * Fills polygons and unites them, exactly as pycocotools does.
     *
     * <p>A part with fewer than three corners fills nothing; of an odd count of numbers the last is left out. (In
     * pycocotools the first part of four numbers is refused, because it takes it for a box.)
     *
     * @param parts each {@code x1, y1, x2, y2, ...}; the last corner is joined to the first
     * @throws MaskException if a coordinate is not a number or farther than 1e8 pixels from the origin
     */
    public static Rle rasterize(int height, int width, List<double[]> parts) {
        PolygonRasterizer rasterizer = new PolygonRasterizer();
        rasterizer.begin(height, width);
        for (double[] part : parts) {
            rasterizer.addRing(part, 0, part.length);
        }
        return rasterizer.toRle();
    }

    /** Fills a box as pycocotools does: as the polygon of its four corners. */
    public static Rle rasterize(int height, int width, Box box) {
        return rasterize(height, width, List.of(new double[] {
            box.x1(), box.y1(), box.x1(), box.y2(), box.x2(), box.y2(), box.x2(), box.y1()
        }));
    }

    /**
     * Traces a mask: one polygon for each connected part (pixels that share an edge), along the pixels' edges.
     *
     * <p>Filling the polygons again gives exactly this mask, holes included: the ring goes into a hole and back along one
     * vertical line. Programs that fill by another rule than COCO's may lose or gain pixels along such a line, and a format
     * that rounds coordinates (YOLO's share of the picture, say) may move the outline; see {@link Contours} for outer
     * outlines and holes by themselves.
     *
     * @return polygons with corners at whole numbers; none for an empty mask
     */
    public static List<double[]> trace(Rle mask) {
        return Contours.slitRings(mask);
    }
}
