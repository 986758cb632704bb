package maskrcnn4j.dataset.via;

import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.io.Outlines;

/**
 * A region as VIA stores it.
 *
 * @param place where it stands in the file
 * @param shape the kind of shape, for example {@code polygon}
 * @param numbers the shape's numbers by name
 * @param xs x of each corner
 * @param ys y of each corner
 * @param attributes what the user wrote beside it
 */
record ViaRegion(
        String place,
        String shape,
        Map<String, Double> numbers,
        double[] xs,
        double[] ys,
        Map<String, String> attributes) {

    /** Whether the shape has an inside. */
    boolean hasArea() {
        return !shape.equals("point") && !shape.equals("polyline");
    }

    /** Its outline; a last corner that repeats the first, as version 1 writes, is left out. */
    InstanceMask mask() {
        return switch (shape) {
            case "polygon" -> polygon();
            case "rect" ->
                new InstanceMask.Polygons(List.of(Outlines.rectangle(
                        number("x"), number("y"), number("x") + number("width"), number("y") + number("height"))));
            case "circle" -> ellipse(number("r"), number("r"), 0);
            case "ellipse" -> ellipse(number("rx"), number("ry"), number("theta"));
            default ->
                new InstanceMask.Broken(
                        "its shape \"" + shape + "\" is not known; known are polygon, rect, circle and ellipse");
        };
    }

    private InstanceMask polygon() {
        if (xs.length != ys.length) {
            return new InstanceMask.Broken("it has " + xs.length + " numbers in all_points_x and " + ys.length
                    + " in all_points_y; there must be as many");
        }
        double[] outline = new double[2 * xs.length];
        for (int i = 0; i < xs.length; i++) {
            outline[2 * i] = xs[i];
            outline[2 * i + 1] = ys[i];
        }
        return new InstanceMask.Polygons(List.of(Outlines.open(outline)));
    }

    private InstanceMask ellipse(double radiusX, double radiusY, double radians) {
        return new InstanceMask.Polygons(
                List.of(Outlines.ellipse(number("cx"), number("cy"), radiusX, radiusY, radians)));
    }

    private double number(String name) {
        return numbers.getOrDefault(name, 0.0);
    }
}
