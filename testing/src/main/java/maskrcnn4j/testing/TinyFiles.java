package maskrcnn4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small things that a whole run needs: a model of random weights and pictures of noise. */
public final class TinyFiles {
    private TinyFiles() {}

    /**
     * Writes the checkpoint of a tiny model with the classes disc (id 7) and bar (id 9); it finds nonsense, fast.
     *
     * @return the file
     */
    public static Path model(Path folder) {
        Path file = folder.resolve("tiny.safetensors");
        try (InputStream resource = TinyFiles.class.getResourceAsStream("tiny.safetensors")) {
            Files.copy(resource, file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file;
    }

    /** The bytes of an RGB picture of coloured blocks, 8 pixels wide. */
    public static byte[] noise(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[] rgb = new byte[3 * width * height];
        byte[] blocks = new byte[3 * (width / 8 + 1) * (height / 8 + 1)];
        random.nextBytes(blocks);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(blocks, 3 * (y / 8 * (width / 8 + 1) + x / 8), rgb, 3 * (y * width + x), 3);
            }
        }
        return rgb;
    }
}
