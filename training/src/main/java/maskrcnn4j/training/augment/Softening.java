package maskrcnn4j.training.augment;

import java.util.random.RandomGenerator;
import maskrcnn4j.image.Image;

/** Blur and noise, as lenses and sensors make them. */
final class Softening {
    private static final double LEAST_SIGMA = 0.3;
    private static final double MOST_SIGMA = 1.5;

    private Softening() {}

    /** Blurs with a Gaussian of random width. */
    static Image blur(Image image, RandomGenerator random) {
        double sigma = LEAST_SIGMA + random.nextDouble() * (MOST_SIGMA - LEAST_SIGMA);
        float[] kernel = kernel(sigma);
        int lineLength = 3 * image.width();
        byte[] source = new byte[lineLength * image.height()];
        image.bytes().get(source);
        byte[] across = new byte[source.length];
        for (int y = 0; y < image.height(); y++) {
            along(source, y * lineLength, image.width(), 3, across, kernel);
        }
        byte[] out = new byte[source.length];
        for (int x = 0; x < image.width(); x++) {
            along(across, 3 * x, image.height(), lineLength, out, kernel);
        }
        return Image.ofRgb(image.width(), image.height(), out);
    }

    private static float[] kernel(double sigma) {
        int radius = (int) Math.ceil(2.5 * sigma);
        float[] kernel = new float[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += Math.exp(-i * i / (2 * sigma * sigma));
        }
        for (int i = -radius; i <= radius; i++) {
            kernel[i + radius] = (float) (Math.exp(-i * i / (2 * sigma * sigma)) / sum);
        }
        return kernel;
    }

    /** Filters one line of pixels, {@code step} samples apart; at its ends the last pixel is repeated. */
    private static void along(byte[] source, int at, int count, int step, byte[] out, float[] kernel) {
        int radius = kernel.length / 2;
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                float sum = 0.5f;
                for (int k = -radius; k <= radius; k++) {
                    int from = Math.max(0, Math.min(count - 1, i + k));
                    sum += kernel[k + radius] * (source[at + from * step + c] & 0xff);
                }
                out[at + i * step + c] = (byte) Math.min(255, (int) sum);
            }
        }
    }

    /** Adds Gaussian noise, of its own for each sample. */
    static Image noise(Image image, double most, RandomGenerator random) {
        double sigma = most * random.nextDouble();
        byte[] pixels = new byte[3 * image.width() * image.height()];
        image.bytes().get(pixels);
        for (int i = 0; i < pixels.length; i++) {
            double value = (pixels[i] & 0xff) + sigma * random.nextGaussian();
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return Image.ofRgb(image.width(), image.height(), pixels);
    }
}
