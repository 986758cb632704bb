package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.text.Counted;

/**
 * The pictures that a model is measured with.
 *
 * @param images the pictures, decoded
 * @param what what they are, for the report
 * @param decodeMillis how long the decoding of each took; empty for drawn ones
 */
record BenchPictures(List<Image> images, String what, Optional<double[]> decodeMillis) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
    private static final int MOST = 16_384;
    private static final int SHAPES = 60;

    /** One picture of coloured shapes on a coloured ground, the same every time. */
    static BenchPictures drawn(String size) {
        Matcher sides = SIZE.matcher(size);
        int height = sides.matches() ? Integer.parseInt(sides.group(1)) : 0;
        int width = sides.matches() ? Integer.parseInt(sides.group(2)) : 0;
        if (height < 1 || width < 1 || height > MOST || width > MOST) {
            throw new UsageException(
                    "--size " + size + ": give height x width in pixels, 1 to " + MOST + " each, for example 800x1216");
        }
        return new BenchPictures(
                List.of(draw(width, height)), "a drawn picture of " + width + " x " + height, Optional.empty());
    }

    private static Image draw(int width, int height) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (60 + 120 * x / width + random.nextInt(24));
                rgb[at + 1] = (byte) (80 + 100 * y / height + random.nextInt(24));
                rgb[at + 2] = (byte) (140 + random.nextInt(24));
            }
        }
        for (int shape = 0; shape < SHAPES; shape++) {
            int radius = 4 + random.nextInt(Math.max(1, Math.min(width, height) / 6));
            fill(rgb, width, height, random.nextInt(width), random.nextInt(height), radius, random.nextInt(1 << 24));
        }
        return Image.ofRgb(width, height, rgb);
    }

    private static void fill(byte[] rgb, int width, int height, int centreX, int centreY, int radius, int colour) {
        boolean disc = (colour & 1) == 0;
        for (int y = Math.max(0, centreY - radius); y < Math.min(height, centreY + radius); y++) {
            for (int x = Math.max(0, centreX - radius); x < Math.min(width, centreX + radius); x++) {
                int dx = x - centreX;
                int dy = y - centreY;
                if (!disc || dx * dx + dy * dy < radius * radius) {
                    int at = 3 * (y * width + x);
                    rgb[at] = (byte) (colour >> 16);
                    rgb[at + 1] = (byte) (colour >> 8);
                    rgb[at + 2] = (byte) colour;
                }
            }
        }
    }

    /** Reads picture files, no more than are timed. */
    static BenchPictures read(List<Path> inputs, int most) throws IOException {
        List<PictureFile> files = PictureFiles.find(inputs, false, Path.of(""));
        if (files.isEmpty()) {
            throw new CommandException(inputs.get(0) + ": no pictures here (jpg, png, bmp, gif or webp)");
        }
        List<Image> images = new ArrayList<>();
        int count = Math.min(most, files.size());
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            images.add(Images.read(files.get(i).path()));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return new BenchPictures(images, Counted.of(count, "picture"), Optional.of(millis));
    }

    /** The pictures of a run: one after the other, from the first again after the last. */
    List<Image> batch(int run, int size) {
        List<Image> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(images.get((run * size + i) % images.size()));
        }
        return batch;
    }
}
