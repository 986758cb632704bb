package maskrcnn4j.training.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;

/**
 * Draws pictures of shapes: four kinds, turned at will, on textured grounds, some of them touching or covering each
 * other. A picture depends on the seed and its number alone, so that any of them can be drawn again at any time, by any
 * thread.
 */
public final class ShapesGenerator {
    private static final int ATTEMPTS = 30;
    private static final double SHARE_OF_NEIGHBOURS = 0.35;
    private static final double LEAST_VISIBLE = 0.5;
    private static final int LEAST_COLOUR_DISTANCE = 120;
    private static final int GROUND_CONTRAST = 40;
    private static final int OBJECT_CONTRAST = 30;

    private final long seed;
    private final ShapesSpec spec;

    /** A generator of these pictures. */
    public ShapesGenerator(long seed, ShapesSpec spec) {
        this.seed = seed;
        this.spec = spec;
    }

    /** What the pictures are like. */
    public ShapesSpec spec() {
        return spec;
    }

    /** Draws the picture of a number. */
    public ShapesPicture picture(long number) {
        return draw(number, true);
    }

    /** The shapes of the picture of a number, without drawing it. */
    public List<ShapesPicture.Shape> objects(long number) {
        return draw(number, false).objects();
    }

    private ShapesPicture draw(long number, boolean painted) {
        // Two streams, so that what is where does not depend on how it is painted.
        SplittableRandom places = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        SplittableRandom colours = new SplittableRandom(~seed * 0xD1342543DE82EF95L + number);
        List<Placed> placed = place(places);
        List<ShapesPicture.Shape> objects = placed.stream()
                .map(shape -> new ShapesPicture.Shape(shape.kind, shape.visible))
                .toList();
        byte[] rgb = new byte[painted ? 3 * spec.width() * spec.height() : 3];
        if (!painted) {
            return new ShapesPicture(Image.ofRgb(1, 1, rgb), objects);
        }
        int[] ground = colour(colours);
        Texture texture = Texture.random(colours, ground, GROUND_CONTRAST);
        for (int x = 0; x < spec.width(); x++) {
            texture.paint(rgb, spec.width(), x, 0, spec.height());
        }
        for (ShapesPicture.Shape object : objects) {
            Texture surface = Texture.random(colours, unlike(ground, colours), OBJECT_CONTRAST);
            object.visible().forEachRun((x, y1, y2) -> surface.paint(rgb, spec.width(), x, y1, y2));
        }
        return new ShapesPicture(Image.ofRgb(spec.width(), spec.height(), rgb), objects);
    }

    private static final class Placed {
        final ShapeKind kind;
        final double x;
        final double y;
        final double size;
        final Rle whole;
        Rle visible;

        Placed(ShapeKind kind, double x, double y, double size, Rle whole) {
            this.kind = kind;
            this.x = x;
            this.y = y;
            this.size = size;
            this.whole = whole;
            this.visible = whole;
        }
    }

    private List<Placed> place(SplittableRandom random) {
        int wanted = random.nextInt(spec.fewest(), spec.most() + 1);
        List<Placed> placed = new ArrayList<>();
        for (int attempt = 0; placed.size() < wanted && attempt < ATTEMPTS * wanted; attempt++) {
            Placed next = candidate(random, placed);
            if (placed.stream().allMatch(other -> staysVisible(other, next))) {
                placed.forEach(other -> other.visible = other.visible.minus(next.whole));
                placed.add(next);
            }
        }
        return placed;
    }

    private static boolean staysVisible(Placed other, Placed next) {
        int left = other.visible.area() - other.visible.intersectionArea(next.whole);
        return left >= LEAST_VISIBLE * other.whole.area();
    }

    private Placed candidate(SplittableRandom random, List<Placed> placed) {
        ShapeKind kind = ShapeKind.values()[random.nextInt(ShapeKind.values().length)];
        double size = spec.smallest() + random.nextDouble() * (spec.largest() - spec.smallest());
        double x = size / 2 + random.nextDouble() * (spec.width() - size);
        double y = size / 2 + random.nextDouble() * (spec.height() - size);
        if (!placed.isEmpty() && random.nextDouble() < SHARE_OF_NEIGHBOURS) {
            Placed neighbour = placed.get(random.nextInt(placed.size()));
            double direction = 2 * Math.PI * random.nextDouble();
            double distance = (neighbour.size + size) / 2 * (0.6 + 0.4 * random.nextDouble());
            x = within(neighbour.x + distance * Math.cos(direction), size, spec.width());
            y = within(neighbour.y + distance * Math.sin(direction), size, spec.height());
        }
        double[] ring = kind.outline(size, 0.65 + 0.35 * random.nextDouble());
        double turn = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < ring.length; i += 2) {
            double u = ring[i];
            double v = ring[i + 1];
            ring[i] = x + u * Math.cos(turn) - v * Math.sin(turn);
            ring[i + 1] = y + u * Math.sin(turn) + v * Math.cos(turn);
        }
        return new Placed(kind, x, y, size, Polygons.rasterize(spec.height(), spec.width(), List.of(ring)));
    }

    private static double within(double centre, double size, int extent) {
        return Math.min(extent - size / 2, Math.max(size / 2, centre));
    }

    private static int[] colour(SplittableRandom random) {
        return new int[] {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
    }

    private static int[] unlike(int[] ground, SplittableRandom random) {
        int[] colour = colour(random);
        while (distance(colour, ground) < LEAST_COLOUR_DISTANCE) {
            colour = colour(random);
        }
        return colour;
    }

    private static int distance(int[] a, int[] b) {
        return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
    }
}
