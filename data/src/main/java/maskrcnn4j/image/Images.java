package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads and writes pictures, one way everywhere.
 *
 * <p>JPEG (grey, colour, CMYK), PNG (all kinds), BMP, GIF (the first frame) and WebP are read, told by their content. The
 * result has three channels, red, green, blue; grey is repeated; alpha is dropped; 16-bit samples v become round(v / 257);
 * colour profiles are left out of account, as when most published models were trained; the EXIF orientation is applied. {@link ReadOptions} changes some of this.
 *
 * <p>The number of pixels is checked on the header before memory is taken. A file that ends too early is refused, whatever
 * its format: half a picture is never returned.
 */
public final class Images {
    private static final String UNNAMED = "the picture";

    private Images() {}

    /** Reads a picture file. */
    public static Image read(Path file) throws IOException {
        return read(file, ReadOptions.DEFAULT);
    }

    /**
     * Reads a picture file.
     *
     * @throws ImageException if it cannot be read; one line that names the file
     */
    public static Image read(Path file, ReadOptions options) throws IOException {
        return decode(content(file), file.toString(), options);
    }

    /** Reads a picture from a stream, to its end; the stream stays open. */
    public static Image read(InputStream stream) throws IOException {
        return read(stream, ReadOptions.DEFAULT);
    }

    /** Reads a picture from a stream, to its end; the stream stays open. */
    public static Image read(InputStream stream, ReadOptions options) throws IOException {
        return decode(stream.readAllBytes(), UNNAMED, options);
    }

    /** Reads a picture from the bytes of its file. */
    public static Image read(byte[] file) throws IOException {
        return decode(file, UNNAMED, ReadOptions.DEFAULT);
    }

    /** Reads a picture from the bytes of its file. */
    public static Image read(byte[] file, ReadOptions options) throws IOException {
        return decode(file, UNNAMED, options);
    }

    /** Copies a picture that is in memory already; its alpha is dropped, 16 bits become 8. */
    public static Image read(BufferedImage image) {
        return PixelReader.rgb(image, false, false);
    }

    /** Copies a picture into one that Java's own libraries draw on and show. */
    public static BufferedImage toBufferedImage(Image image) {
        return PixelWriter.toBufferedImage(image);
    }

    /** Finds format, size and orientation of a picture file from its header alone. */
    public static ImageInfo probe(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return HeaderReader.read(in, file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Writes a picture as PNG or JPEG, by the file's extension ({@code .png}, {@code .jpg}, {@code .jpeg}). The file
     * appears whole or not at all; its folder is made.
     *
     * @throws ImageException if the extension is another one
     */
    public static void write(Image image, Path file) throws IOException {
        PixelWriter.write(image, file);
    }

    private static Image decode(byte[] file, String name, ReadOptions options) throws IOException {
        ImageInfo info = HeaderReader.read(new ByteArrayInputStream(file), name);
        check(info, file.length, name, options);
        Image stored = Decoder.decode(file, info, name, options);
        return options.applyOrientation() ? info.orientation().apply(stored) : stored;
    }

    /** Refuses a size that is beyond the limit, or that so short a file cannot hold. */
    static void check(ImageInfo info, int length, String name, ReadOptions options) throws ImageException {
        options.check(info.storedWidth(), info.storedHeight(), name);
        if (info.pixels() > length * info.format().mostPixelsPerByte()) {
            throw new ImageException(name + " is incomplete: its " + length + " bytes cannot hold the "
                    + info.storedWidth() + " x " + info.storedHeight() + " pixels that its header claims");
        }
    }

    static byte[] content(Path file) throws ImageException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(file + " is larger than memory, or than a picture file can be here (2 GB)", e);
        }
    }

    private static ImageException unreadable(Path file, IOException e) {
        if (e instanceof ImageException ours) {
            return ours;
        }
        if (e instanceof NoSuchFileException) {
            return new ImageException(file + " does not exist", e);
        }
        if (Files.isDirectory(file)) {
            return new ImageException(file + " is a folder, not a picture", e);
        }
        String reason = e instanceof AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
        return new ImageException(file + " cannot be read: " + reason, e);
    }
}
