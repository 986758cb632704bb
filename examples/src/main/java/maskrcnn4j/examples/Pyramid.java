package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import java.util.Arrays;
import java.util.Locale;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 5: the feature pyramid, from the bottom up and from the top down. */
public final class Pyramid {
    private Pyramid() {}

    public static void main(String[] args) {
        part("1. Bottom-up: what each stage has");
        int[] channels = {256, 512, 1024, 2048};
        for (int level = 2; level <= 5; level++) {
            int stride = 1 << level;
            say(
                    "C%d   stride %2d   map %3d x %3d   %4d channels   an object of 40 pixels covers %.1f cells",
                    level, stride, 800 / stride, 1216 / stride, channels[level - 2], 40.0 / stride);
        }

        part("2. A small bottom-up pathway");
        double[][] c2 = new double[8][8]; // fine: sees edges, and cannot tell the two objects apart
        for (int i = 1; i <= 2; i++) {
            for (int j = 1; j <= 2; j++) {
                c2[i][j] = 1;
                c2[i + 4][j + 4] = 1;
            }
        }
        double[][] c3 = half(c2);
        double[][] c4 = {{3, 0}, {0, 0}}; // coarse: knows that what is at the top left is a bird
        print("C3", c3);
        print("C4", c4);

        part("3. Lateral connections: the same language on every level");
        double[][] lateral4 = scaled(c4, 1.0); // a 1x1 convolution with one channel is a factor
        double[][] lateral3 = scaled(c3, 0.5);
        double[][] lateral2 = scaled(c2, 0.5);
        print("lateral C3", lateral3);

        part("4. Top-down: enlarge and add");
        double[][] m4 = lateral4;
        double[][] up4 = doubled(m4);
        double[][] m3 = sum(lateral3, up4);
        double[][] up3 = doubled(m3);
        double[][] m2 = sum(lateral2, up3);
        print("M4, enlarged", up4);
        print("M3 = lateral C3 + M4 enlarged", m3);
        print("M2 = lateral C2 + M3 enlarged", m2);
        say("the bird on M2 %.2f, the other object %.2f: C2 had %.0f for both", m2[1][1], m2[5][5], c2[1][1]);
        draw(
                "pyramid.svg",
                new Sketch(640, 640)
                        .text(20, 20, "bottom-up")
                        .text(380, 20, "top-down")
                        .cells(80, 60, "C4", c4, 36, 0, 4)
                        .cells(60, 180, "C3", c3, 30, 0, 4)
                        .cells(20, 350, "C2", c2, 26, 0, 4)
                        .cells(440, 60, "M4", m4, 36, 0, 4)
                        .cells(420, 180, "M3", m3, 30, 0, 4)
                        .cells(380, 350, "M2", m2, 26, 0, 4)
                        .arrow(110, 345, 110, 308, Sketch.INK)
                        .arrow(110, 172, 110, 138, Sketch.INK)
                        .arrow(170, 96, 430, 96, Sketch.BLUE)
                        .arrow(200, 240, 410, 240, Sketch.BLUE)
                        .arrow(240, 450, 370, 450, Sketch.BLUE)
                        .label(300, 88, "lateral 1x1")
                        .label(305, 232, "lateral 1x1")
                        .label(305, 442, "lateral 1x1")
                        .arrow(475, 138, 475, 168, Sketch.ORANGE)
                        .arrow(475, 304, 475, 338, Sketch.ORANGE)
                        .text(490, 156, "x2, add")
                        .text(490, 324, "x2, add")
                        .text(20, 600, "The coarse map knows what, the fine map knows where: M2 has both.")
                        .text(20, 622, "A 3x3 convolution of each M gives P2, P3, P4."));

        part("5. Smoothing, by the engine");
        double[][] p2 = smooth(m2);
        print("P2: the mean of 3x3 cells of M2", p2);
        try (Scope scope = Scope.open()) {
            float[] ninths = new float[9];
            Arrays.fill(ninths, 1f / 9);
            Tensor map = Convolutions.convolve(
                    Tensors.of(Convolution.floats(m2), 1, 1, 8, 8),
                    Tensors.of(ninths, 1, 1, 3, 3),
                    Tensors.of(new float[] {0}, 1),
                    new ConvGeometry(1, 1, 1));
            agree("P2 by hand and by the engine", Convolution.flat(p2), map.toDoubles(), 1e-6);
        }

        part("6. What it costs");
        long lateral = 0;
        for (int c : channels) {
            lateral += c * 256L + 256;
        }
        long output = 4 * (3 * 3 * 256 * 256L + 256);
        say("lateral 1x1 convolutions: %,d parameters", lateral);
        say("output 3x3 convolutions:  %,d parameters", output);
        say("the pyramid of ResNet-50: %,d", lateral + output);

        part("7. From which level a box takes its features");
        for (int side : new int[] {20, 56, 112, 224, 448, 900}) {
            double k = Math.floor(4 + Math.log(side / 224.0) / Math.log(2) + 1e-6);
            int level = (int) Math.max(2, Math.min(5, k));
            say(
                    "box of %3d x %3d   k = %.0f   P%d   %.1f cells wide",
                    side, side, k, level, side / (double) (1 << level));
        }
    }

    static double[][] half(double[][] map) {
        double[][] result = new double[map.length / 2][map.length / 2];
        for (int i = 0; i < map.length; i++) {
            for (int j = 0; j < map.length; j++) {
                result[i / 2][j / 2] += map[i][j] / 4;
            }
        }
        return result;
    }

    static double[][] doubled(double[][] map) {
        double[][] result = new double[2 * map.length][2 * map.length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[i][j] = map[i / 2][j / 2];
            }
        }
        return result;
    }

    static double[][] scaled(double[][] map, double factor) {
        double[][] result = new double[map.length][map.length];
        for (int i = 0; i < map.length; i++) {
            for (int j = 0; j < map.length; j++) {
                result[i][j] = factor * map[i][j];
            }
        }
        return result;
    }

    static double[][] sum(double[][] one, double[][] other) {
        double[][] result = new double[one.length][one.length];
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one.length; j++) {
                result[i][j] = one[i][j] + other[i][j];
            }
        }
        return result;
    }

    static double[][] smooth(double[][] map) {
        double[][] ninths = new double[3][3];
        for (double[] row : ninths) {
            Arrays.fill(row, 1 / 9.0);
        }
        return Convolution.convolve(map, ninths, 1, 1);
    }

    static void print(String name, double[][] map) {
        say("%s", name);
        for (double[] row : map) {
            StringBuilder line = new StringBuilder();
            for (double value : row) {
                line.append(String.format(Locale.ROOT, "%6.3f", value));
            }
            say("%s", line);
        }
    }
}
