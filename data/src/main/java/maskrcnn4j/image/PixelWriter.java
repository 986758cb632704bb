package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import maskrcnn4j.file.AtomicFile;

/** Writes pictures, whole or not at all. */
final class PixelWriter {
    private static final float JPEG_QUALITY = 0.92f;

    private PixelWriter() {}

    static void write(Image image, Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String format;
        if (name.endsWith(".png")) {
            format = "png";
        } else if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
            format = "jpeg";
        } else {
            throw new ImageException(file + " has an extension that is not written; use .png, .jpg or .jpeg");
        }
        write(toBufferedImage(image), format, file);
    }

    /** Encodes an image into a file; whatever goes wrong comes out in one line that names the file. */
    static void write(BufferedImage image, String format, Path file) throws ImageException {
        try {
            AtomicFile.write(file, out -> encode(image, format, out));
        } catch (IOException | RuntimeException e) {
            throw new ImageException(file + " cannot be written: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a folder";
        }
        return Decoder.oneLine(e);
    }

    static BufferedImage toBufferedImage(Image image) {
        if (image.channels() != 1) {
            return toColourImage(image);
        }
        BufferedImage shown = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] from = image.to8Bit().raw();
        System.arraycopy(from, 0, ((DataBufferByte) shown.getRaster().getDataBuffer()).getData(), 0, from.length);
        return shown;
    }

    /** A copy with blue, green, red in this order. */
    static BufferedImage toColourImage(Image image) {
        int channels = image.channels();
        if (channels != 3 && channels != 1) {
            throw new IllegalArgumentException("a " + image + " cannot be shown; it needs 1 or 3 channels");
        }
        byte[] from = image.to8Bit().raw();
        BufferedImage shown = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = ((DataBufferByte) shown.getRaster().getDataBuffer()).getData();
        int green = channels == 3 ? 1 : 0;
        int blue = channels == 3 ? 2 : 0;
        for (int p = 0, q = 0; p < to.length; p += 3, q += channels) {
            to[p] = from[q + blue];
            to[p + 1] = from[q + green];
            to[p + 2] = from[q];
        }
        return shown;
    }

    static void encode(BufferedImage image, String format, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
