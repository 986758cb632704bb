package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes picture files with the readers of {@code javax.imageio}: the JDK's own first, others where it has none or fails.
 *
 * <p>Whatever a reader throws comes out as an {@link ImageException} of one line.
 */
final class Decoder {
    /** A progressive JPEG paints its pixels about ten times; with more it could keep a reader busy for hours. */
    private static final long MOST_PIXELS_SCANNED = 10_000_000_000L;

    private final byte[] file;
    private final ImageInfo info;
    private final String name;
    private final ReadOptions options;

    private Decoder(byte[] file, ImageInfo info, String name, ReadOptions options) {
        this.file = file;
        this.info = info;
        this.name = name;
        this.options = options;
    }

    static Image decode(byte[] file, ImageInfo info, String name, ReadOptions options) throws ImageException {
        return switch (info.format()) {
            case JPEG -> {
                JpegSegments segments = JpegSegments.of(file);
                if (info.pixels() * segments.scans() > MOST_PIXELS_SCANNED) {
                    throw new ImageException(name + " is refused: it paints its " + info.pixels() + " pixels over "
                            + segments.scans() + " times, which no camera or editor does");
                }
                byte[] plain = segments.withoutProfile();
                Decoder decoder = new Decoder(plain, info, name, options);
                yield segments.components() == 4
                        ? decoder.use(in -> Cmyk.toRgb(in.readRaster(0, null), segments.adobeTransform()))
                        : decoder.picture();
            }
            case WEBP -> {
                Decoder decoder = new Decoder(WebpChunks.withoutProfile(file), info, name, options);
                if (!WebpChunks.isWhole(file)) {
                    throw decoder.incomplete(null);
                }
                yield decoder.picture();
            }
            case GIF -> {
                Image frame = new Decoder(file, info, name, options).picture();
                yield GifFrame.onScreen(frame, file, info);
            }
            case PNG, BMP -> new Decoder(file, info, name, options).picture();
        };
    }

    /** Decodes a PNG and hands out its samples as they are stored. */
    static BufferedImage stored(byte[] png, ImageInfo info, String name, ReadOptions options) throws ImageException {
        return new Decoder(png, info, name, options).use(reader -> reader.read(0));
    }

    private Image picture() throws ImageException {
        return use(reader -> PixelReader.rgb(reader.read(0), options.keep16Bit(), true));
    }

    private interface Use<T> {
        T apply(ImageReader reader) throws IOException;
    }

    private <T> T use(Use<T> use) throws ImageException {
        ImageException first = null;
        for (ImageReader reader : readers()) {
            try {
                return useOne(reader, use);
            } catch (ImageException e) {
                first = first == null ? e : first;
            }
        }
        if (first == null) {
            throw new ImageException(name + " is a " + info.format() + ", and no reader for it is on the class path");
        }
        throw first;
    }

    private List<ImageReader> readers() {
        List<ImageReader> readers = new ArrayList<>();
        Iterator<ImageReader> found =
                ImageIO.getImageReadersByFormatName(info.format().name());
        found.forEachRemaining(readers::add);
        readers.sort(Comparator.comparing(reader -> !reader.getClass().getName().startsWith("com.sun.")));
        return readers;
    }

    private <T> T useOne(ImageReader reader, Use<T> use) throws ImageException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (ImageInputStream in = new FileBytes(file)) {
            reader.setInput(in, true, true);
            // The frame inside may be larger than the header in front.
            options.check(reader.getWidth(0), reader.getHeight(0), name);
            T result = use.apply(reader);
            if (lostData(warnings)) {
                throw incomplete(null);
            }
            return result;
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (endsEarly(e) || warnings.stream().anyMatch(warning -> warning.startsWith("Truncated"))) {
                throw incomplete(e);
            }
            throw new ImageException(name + " is a damaged " + info.format() + ": " + oneLine(e), e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(
                    name + " needs more memory than there is: " + info.storedWidth() + " x " + info.storedHeight()
                            + " pixels take about " + info.pixels() * 6 / 1_000_000
                            + " MB while reading; give Java more with -Xmx",
                    e);
        } finally {
            reader.dispose();
        }
    }

    /** The JPEG readers fill what is missing with grey and only warn. A lost end marker alone is no loss. */
    private static boolean lostData(List<String> warnings) {
        return warnings.stream().anyMatch(warning -> warning.contains("premature end of data segment"));
    }

    private static boolean endsEarly(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private ImageException incomplete(Throwable cause) {
        return new ImageException(
                name + " is incomplete: the file is cut off or damaged inside its picture data", cause);
    }

    static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceAll("\\s+", " ");
    }
}
