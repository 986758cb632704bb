package maskrcnn4j.dataset.labelme;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.io.Outlines;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;

/** Turns the shapes of one object into its mask. */
final class ShapeMasks {
    /** Shapes without an inside. */
    static final Set<String> WITHOUT_AREA = Set.of("point", "points", "line", "linestrip");

    private ShapeMasks() {}

    /**
     * The mask of an object: outlines if all its shapes are such, else run lengths.
     *
     * @param height rows of the picture
     * @param width columns of the picture
     */
    static InstanceMask mask(List<LabelMeShape> shapes, int height, int width) {
        try {
            if (shapes.stream().noneMatch(shape -> shape.type().equals("mask"))) {
                return new InstanceMask.Polygons(rings(shapes));
            }
            List<LabelMeShape> outlined = shapes.stream()
                    .filter(shape -> !shape.type().equals("mask"))
                    .toList();
            Rle pixels = Polygons.rasterize(height, width, rings(outlined));
            for (LabelMeShape shape : shapes) {
                if (shape.type().equals("mask")) {
                    pixels = pixels.union(painted(shape, height, width));
                }
            }
            return InstanceMasks.runs(pixels);
        } catch (MaskException e) {
            return new InstanceMask.Broken(e.getMessage());
        }
    }

    private static List<double[]> rings(List<LabelMeShape> shapes) {
        List<double[]> rings = new ArrayList<>();
        for (LabelMeShape shape : shapes) {
            rings.add(ring(shape));
        }
        return rings;
    }

    private static double[] ring(LabelMeShape shape) {
        double[] p = shape.points();
        return switch (shape.type()) {
            case "polygon", "oriented_rectangle" -> p;
            case "rectangle" -> {
                require(shape, p.length == 4, "two opposite corners");
                yield Outlines.rectangle(p[0], p[1], p[2], p[3]);
            }
            case "circle" -> {
                require(shape, p.length == 4, "its centre and a point on its edge");
                double radius = Math.hypot(p[2] - p[0], p[3] - p[1]);
                yield Outlines.ellipse(p[0], p[1], radius, radius, 0);
            }
            default ->
                throw new MaskException("its " + shape.place() + ".shape_type \"" + shape.type()
                        + "\" is not known; known are polygon, rectangle, circle and mask");
        };
    }

    private static Rle painted(LabelMeShape shape, int height, int width) {
        double[] p = shape.points();
        require(shape, p.length == 4, "the first and the last pixel of its box");
        int left = (int) p[0];
        int top = (int) p[1];
        int columns = (int) p[2] - left + 1;
        int rows = (int) p[3] - top + 1;
        LabelImage painted;
        try {
            painted = LabelImages.read(Base64.getDecoder().decode(shape.mask().orElse("")), shape.place() + ".mask");
        } catch (IOException e) {
            throw new MaskException("its mask can not be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new MaskException("its " + shape.place() + ".mask is no base64 text");
        }
        if (painted.width() != columns || painted.height() != rows) {
            throw new MaskException("its " + shape.place() + ".mask is of " + painted.width() + "x" + painted.height()
                    + " pixels where its points leave room for " + columns + "x" + rows);
        }
        return placed(painted, left, top, height, width);
    }

    /** The foreground of a small picture in a large one, without making the large one. */
    private static Rle placed(LabelImage painted, int left, int top, int height, int width) {
        int[] spans = new int[16];
        int count = 0;
        for (int x = Math.max(0, -left); x < Math.min(painted.width(), width - left); x++) {
            for (int y = Math.max(0, -top); y < Math.min(painted.height(), height - top); y++) {
                if (painted.id(x, y) == 0) {
                    continue;
                }
                int at = (left + x) * height + top + y;
                if (count > 0 && spans[count - 1] == at) {
                    spans[count - 1]++;
                    continue;
                }
                if (count + 2 > spans.length) {
                    spans = Arrays.copyOf(spans, 2 * count);
                }
                spans[count] = at;
                spans[count + 1] = at + 1;
                count += 2;
            }
        }
        return Rle.ofSpans(height, width, spans, 0, count);
    }

    private static void require(LabelMeShape shape, boolean holds, String wanted) {
        if (!holds) {
            throw new MaskException("its " + shape.place() + " is a " + shape.type() + " of "
                    + shape.points().length / 2 + " points; it needs two: " + wanted);
        }
    }
}
