package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 4: convolution and residual blocks. */
public final class Convolution {
    private Convolution() {}

    public static void main(String[] args) {
        part("1. One number of a convolution");
        double[][] picture = {
            {0, 0, 0, 9, 9, 9},
            {0, 0, 0, 9, 9, 9},
            {0, 0, 0, 9, 9, 9},
            {0, 0, 0, 0, 0, 0},
            {0, 0, 0, 0, 0, 0},
            {0, 0, 0, 0, 0, 0}
        };
        double[][] kernel = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
        double one = 0;
        StringBuilder sum = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                one += kernel[i][j] * picture[1 + i][1 + j];
                sum.append(String.format("%s%.0f*%.0f", i + j == 0 ? "" : " + ", kernel[i][j], picture[1 + i][1 + j]));
            }
        }
        say("%s = %.0f", sum, one);

        part("2. The whole map");
        double[][] edges = convolve(picture, kernel, 1, 0);
        for (double[] row : edges) {
            say("%4.0f %4.0f %4.0f %4.0f", row[0], row[1], row[2], row[3]);
        }
        draw(
                "convolution.svg",
                new Sketch(560, 290)
                        .cells(20, 40, "picture", picture, 36, 0, 9)
                        .box(56, 76, 164, 184, Sketch.ORANGE, 0)
                        .text(245, 120, "kernel")
                        .cells(250, 130, "", kernel, 30, -2, 2)
                        .cells(370, 76, "map", edges, 40, 0, 36)
                        .box(410, 116, 450, 156, Sketch.ORANGE, 0)
                        .text(20, 280, "The orange window of the picture gives the orange cell of the map."));

        part("3. Padding and stride");
        say("padding 0, stride 1: %d x %d", edges.length, edges[0].length);
        double[][] padded = convolve(picture, kernel, 1, 1);
        double[][] strided = convolve(picture, kernel, 2, 1);
        say("padding 1, stride 1: %d x %d", padded.length, padded[0].length);
        say("padding 1, stride 2: %d x %d", strided.length, strided[0].length);

        part("4. The same by the engine");
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.of(floats(picture), 1, 1, 6, 6);
            Tensor weight = Tensors.of(floats(kernel), 1, 1, 3, 3);
            Tensor bias = Tensors.of(new float[] {0}, 1);
            Tensor map = Convolutions.convolve(input, weight, bias, new ConvGeometry(2, 1, 1));
            agree("stride 2 by hand and by the engine", flat(strided), map.toDoubles(), 1e-6);
        }

        part("5. Channels, and what a bottleneck saves");
        long plain = 2L * (3 * 3 * 256 * 256);
        long bottleneck = 256 * 64 + 3 * 3 * 64 * 64 + 64 * 256;
        say("two 3x3 convolutions, 256 to 256 channels: %,d weights", plain);
        say("1x1 to 64, 3x3, 1x1 back to 256:             %,d weights", bottleneck);
        say("ratio %.1f", (double) plain / bottleneck);

        part("6. How much of the picture a cell sees");
        String[] names = {"C1 (7x7 convolution)", "C2", "C3", "C4", "C5"};
        int[] blocks = {0, 3, 4, 6, 3}; // of ResNet-50
        int field = 7; // pixels that a cell of the first convolution sees
        int stride = 2;
        say("%-21s stride %2d   sees %3d pixels", names[0], stride, field);
        field += 2 * stride; // the 3x3 maximum after it
        stride *= 2;
        for (int stage = 1; stage <= 4; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                field += 2 * stride; // its 3x3 convolution adds a cell on each side
                stride *= stage > 1 && block == 0 ? 2 : 1;
            }
            say("%-21s stride %2d   sees %3d pixels", names[stage], stride, field);
        }

        part("7. Why a shortcut: the gradient through thirty layers");
        double[] depth = new double[31];
        double[] without = new double[31];
        double[] with = new double[31];
        double x = 0.8;
        double y = 0.8;
        double slopeX = 1;
        double slopeY = 1;
        for (int layer = 0; layer <= 30; layer++) {
            depth[layer] = layer;
            without[layer] = Math.log10(slopeX);
            with[layer] = Math.log10(slopeY);
            if (layer % 10 == 0) {
                say("after %2d layers   plain %.3e   residual %.3f", layer, slopeX, slopeY);
            }
            slopeX *= slope(x); // y = F(x)
            x = layer(x);
            slopeY *= 1 + slope(y); // y = x + F(x)
            y = y + layer(y);
        }
        draw(
                "residual-gradient.svg",
                new Plot("How much of the gradient arrives", "layers", "log10 of the gradient", 0, 30, -15, 5)
                        .curve("plain", depth, without)
                        .curve("with shortcuts", depth, with)
                        .sketch());
    }

    /** The map that a kernel makes of a picture; zeros stand beyond the edge. */
    public static double[][] convolve(double[][] picture, double[][] kernel, int stride, int padding) {
        int k = kernel.length;
        int height = (picture.length + 2 * padding - k) / stride + 1;
        int width = (picture[0].length + 2 * padding - k) / stride + 1;
        double[][] map = new double[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < k; j++) {
                        int y = row * stride + i - padding;
                        int x = column * stride + j - padding;
                        if (y >= 0 && x >= 0 && y < picture.length && x < picture[0].length) {
                            map[row][column] += kernel[i][j] * picture[y][x];
                        }
                    }
                }
            }
        }
        return map;
    }

    static double layer(double x) {
        return 0.4 * Math.tanh(x);
    }

    static double slope(double x) {
        return 0.4 * (1 - Math.tanh(x) * Math.tanh(x));
    }

    /** All numbers, row by row. */
    public static double[] flat(double[][] rows) {
        return java.util.Arrays.stream(rows)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    /** All numbers, row by row, as the engine takes them. */
    public static float[] floats(double[][] rows) {
        double[] values = flat(rows);
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
