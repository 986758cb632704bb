package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.roi.RoiAlign;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 7: RoIAlign against RoIPool. */
public final class RoiAlignment {
    private RoiAlignment() {}

    public static void main(String[] args) {
        part("1. Reading between four cells");
        double[][] map = new double[8][8];
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                map[row][column] = 10 * row + column;
            }
        }
        say("cells: %.0f %.0f", map[1][2], map[1][3]);
        say("       %.0f %.0f", map[2][2], map[2][3]);
        say("at x = 2.3, y = 1.6:");
        double upper = 0.7 * map[1][2] + 0.3 * map[1][3];
        double lower = 0.7 * map[2][2] + 0.3 * map[2][3];
        say("upper row 0.7 * 12 + 0.3 * 13 = %.1f", upper);
        say("lower row 0.7 * 22 + 0.3 * 23 = %.1f", lower);
        say("between   0.4 * %.1f + 0.6 * %.1f = %.1f", upper, lower, 0.4 * upper + 0.6 * lower);

        part("2. What rounding loses");
        double[] corners = {70, 205};
        say("box from x = %.0f to %.0f on a map of stride 16", corners[0], corners[1]);
        say("exactly   %.4f to %.4f cells, a bin of 7 is %.4f wide", 70 / 16.0, 205 / 16.0, 135 / 16.0 / 7);
        long from = Math.round(70 / 16.0);
        long to = Math.round(205 / 16.0);
        say(
                "RoIPool   %d to %d cells, which is x = %d to %d: %d and %d pixels off",
                from, to, from * 16, to * 16, from * 16 - 70, to * 16 - 205);
        for (int bin = 0; bin < 7; bin++) {
            double width = (to - from + 1) / 7.0;
            say(
                    "  bin %d: exactly from cell %.2f to %.2f, in RoIPool from %d to %d",
                    bin,
                    70 / 16.0 + bin * 135 / 16.0 / 7,
                    70 / 16.0 + (bin + 1) * 135 / 16.0 / 7,
                    (int) Math.floor(from + bin * width),
                    (int) Math.ceil(from + (bin + 1) * width));
        }

        part("3. RoIAlign by hand: two by two bins, four samples each");
        double[] box = {24, 16, 72, 80}; // in pixels; on the map 1.5, 1, 4.5, 5
        double[] byHand = new double[4];
        Sketch sketch = new Sketch(400, 400).cells(20, 50, "map, box and samples", map, 42, 0, 110);
        for (int bin = 0; bin < 4; bin++) {
            double x1 = 1.5 + 1.5 * (bin % 2); // bins are 1.5 wide
            double y1 = 1 + 2 * (bin / 2); // and 2 high
            for (int sample = 0; sample < 4; sample++) {
                double x = x1 + 1.5 * (0.25 + 0.5 * (sample % 2));
                double y = y1 + 2 * (0.25 + 0.5 * (sample / 2));
                byHand[bin] += read(map, x, y) / 4;
                sketch.dot(20 + 42 * (x + 0.5), 50 + 42 * (y + 0.5), 4, Sketch.ORANGE);
            }
            sketch.box(
                    20 + 42 * (x1 + 0.5),
                    50 + 42 * (y1 + 0.5),
                    20 + 42 * (x1 + 2),
                    50 + 42 * (y1 + 2.5),
                    Sketch.ORANGE,
                    0);
        }
        say("%7.3f %7.3f", byHand[0], byHand[1]);
        say("%7.3f %7.3f", byHand[2], byHand[3]);
        draw("roi-align.svg", sketch);

        part("4. RoIAlign by the library");
        double[] byLibrary = align(map, false, box);
        agree("four bins by hand and by the library", byHand, byLibrary, 1e-5);

        part("5. Moving a box");
        double[] moved = new double[49];
        double[] aligned = new double[49];
        double[] pooled = new double[49];
        for (int pixels = 0; pixels <= 48; pixels++) {
            moved[pixels] = pixels;
            double left = 16 + pixels;
            double right = left + 32;
            // The map grows by 1 a cell, so the mean over a bin is the middle of the bin.
            aligned[pixels] = (left + 0.25 * (right - left)) / 16 - (16 + 0.25 * 32) / 16.0;
            pooled[pixels] = pool(left, right) - pool(16, 48);
            if (pixels % 6 == 0) {
                say(
                        "moved %2d pixels = %.3f cells   RoIAlign %.3f   RoIPool %.0f",
                        pixels, pixels / 16.0, aligned[pixels], pooled[pixels]);
            }
        }
        draw(
                "roi-moving.svg",
                new Plot("What the left bin sees of a box that moves", "pixels", "change of the bin", 0, 48, 0, 4)
                        .curve("RoIAlign", moved, aligned)
                        .curve("RoIPool", moved, pooled)
                        .sketch());

        part("6. Half a pixel");
        double[] half = align(map, true, box);
        say(
                "without the half pixel %.3f, with it %.3f: %.1f lower, half a row and half a column",
                byLibrary[0], half[0], byLibrary[0] - half[0]);
    }

    static double[] align(double[][] map, boolean halfPixel, double[] box) {
        try (Scope scope = Scope.open()) {
            Tensor values = Tensors.of(Convolution.floats(map), 1, 1, 8, 8);
            FeatureRows features = FeatureRows.of(List.of(new FeatureMap(values, 16)));
            RoiAlign align = new RoiAlign(new RoiAlignSpec(2, 2, halfPixel, halfPixel ? 0 : 1, LevelRule.SINGLE));
            ResizedImage picture = new ResizedImage(128, 128, 128, 128, 1, 1);
            return align.align(features, List.of(Boxes.of(box)), List.of(picture))
                    .toDoubles();
        }
    }

    static double read(double[][] map, double x, double y) {
        int column = (int) x;
        int row = (int) y;
        double right = x - column;
        double down = y - row;
        return (1 - down) * ((1 - right) * map[row][column] + right * map[row][column + 1])
                + down * ((1 - right) * map[row + 1][column] + right * map[row + 1][column + 1]);
    }

    static double pool(double left, double right) {
        long from = Math.round(left / 16);
        long to = Math.round(right / 16);
        double width = Math.max(to - from + 1, 1) / 2.0;
        return Math.ceil(from + width) - 1; // the largest of the left bin: the map's last cell in it
    }
}
