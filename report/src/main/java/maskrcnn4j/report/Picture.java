package maskrcnn4j.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;

/**
 * An encoded picture that a page carries inside itself.
 *
 * @param mediaType {@code image/png} or {@code image/jpeg}
 * @param data the encoded bytes
 * @param width columns, in pixels
 * @param height rows, in pixels
 * @param alt what is to be seen, for those who do not see it
 * @param caption the line under it; may be empty
 */
public record Picture(String mediaType, byte[] data, int width, int height, String alt, String caption) {
    private static final float QUALITY = 0.85f;

    /** Encodes a picture without loss: for drawings and for values that must not change. */
    public static Picture png(BufferedImage image, String alt, String caption) {
        return encoded(image, "png", alt, caption);
    }

    /** Encodes a photograph, a tenth as large as without loss. */
    public static Picture jpeg(BufferedImage image, String alt, String caption) {
        return encoded(image, "jpeg", alt, caption);
    }

    /**
     * Encodes a photograph in a size for overviews.
     *
     * @param longestSide its longer side is made this long, in pixels, if it is longer
     */
    public static Picture thumbnail(Image image, int longestSide, String alt, String caption) {
        return jpeg(reduced(Images.toBufferedImage(image), longestSide), alt, caption);
    }

    /** Halves until the last step, since bilinear sampling leaves pixels out beyond that. */
    private static BufferedImage reduced(BufferedImage image, int longestSide) {
        int longest = Math.max(image.getWidth(), image.getHeight());
        if (longest <= longestSide) {
            return image;
        }
        double factor = Math.max(0.5, (double) longestSide / longest);
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = smaller.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return factor > 0.5 ? smaller : reduced(smaller, longestSide);
    }

    private static Picture encoded(BufferedImage image, String format, String alt, String caption) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new Picture("image/" + format, out.toByteArray(), image.getWidth(), image.getHeight(), alt, caption);
    }

    /** Its bytes as a {@code data:} address. */
    public String dataUri() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(data);
    }

    /** The same picture with another caption. */
    public Picture withCaption(String text) {
        return new Picture(mediaType, data, width, height, alt, text);
    }
}
