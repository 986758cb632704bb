package maskrcnn4j.training.augment;

import java.util.random.RandomGenerator;
import maskrcnn4j.image.Image;

/** A change of colours: every new channel is a weighted sum of the old ones, and a constant. */
final class ColourMatrix {
    /** Shares of red, green and blue in what the eye takes for brightness (ITU-R BT.601). */
    private static final double[] GREY = {0.299, 0.587, 0.114};

    private double[][] rows = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};

    /** Chooses a change. */
    static ColourMatrix random(AugmentSpec spec, Image image, RandomGenerator random) {
        ColourMatrix matrix = new ColourMatrix();
        matrix.saturate(1 + spec.saturation() * either(random));
        matrix.turn(Math.toRadians(spec.hue() * either(random)));
        double contrast = 1 + spec.contrast() * either(random);
        double brightness = 1 + spec.brightness() * either(random);
        matrix.stretch(contrast * brightness, (1 - contrast) * brightness * (spec.contrast() > 0 ? mean(image) : 0));
        return matrix;
    }

    private static double either(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    private static double mean(Image image) {
        byte[] row = new byte[3 * image.width()];
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            image.copyRow(y, row, 0);
            for (int i = 0; i < row.length; i++) {
                sum += (row[i] & 0xff) * GREY[i % 3];
            }
        }
        return sum / ((double) image.width() * image.height());
    }

    private void saturate(double factor) {
        double[][] change = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                change[i][j] = (1 - factor) * GREY[j] + (i == j ? factor : 0);
            }
        }
        apply(change);
    }

    /** Turns colours around the axis of greys (Rodrigues' formula). */
    private void turn(double radians) {
        double cos = Math.cos(radians);
        double third = (1 - cos) / 3;
        double sine = Math.sin(radians) / Math.sqrt(3);
        apply(new double[][] {
            {cos + third, third - sine, third + sine},
            {third + sine, cos + third, third - sine},
            {third - sine, third + sine, cos + third}
        });
    }

    private void stretch(double factor, double offset) {
        for (double[] row : rows) {
            for (int j = 0; j < 4; j++) {
                row[j] *= factor;
            }
            row[3] += offset;
        }
    }

    private void apply(double[][] change) {
        double[][] product = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 3; k++) {
                    product[i][j] += change[i][k] * rows[k][j];
                }
            }
        }
        rows = product;
    }

    Image apply(Image image) {
        byte[] pixels = new byte[3 * image.width() * image.height()];
        image.bytes().get(pixels);
        for (int i = 0; i < pixels.length; i += 3) {
            float red = pixels[i] & 0xff;
            float green = pixels[i + 1] & 0xff;
            float blue = pixels[i + 2] & 0xff;
            for (int c = 0; c < 3; c++) {
                double[] row = rows[c];
                float value = (float) row[0] * red + (float) row[1] * green + (float) row[2] * blue + (float) row[3];
                pixels[i + c] = (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
            }
        }
        return Image.ofRgb(image.width(), image.height(), pixels);
    }
}
