package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes picture files with the readers of {@code javax.imageio}. */
final class Decoder {
    private Decoder() {}

    static Image decode(byte[] file, ImageInfo info, String name, ReadOptions options) throws IOException {
        ImageReader reader = reader(info.format(), name);
        List<String> warnings = new ArrayList<>();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((IIOReadWarningListener) (source, warning) -> warnings.add(warning));
            ImageReadParam param = reader.getDefaultReadParam();
            BufferedImage image = reader.read(0, param);
            return PixelReader.rgb(image, options.keep16Bit(), true);
        } catch (EOFException e) {
            throw new ImageException(name + " is incomplete: the file ends before its picture does", e);
        } catch (IOException | RuntimeException e) {
            throw new ImageException(name + " is a damaged " + info.format() + ": " + oneLine(e), e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageInfo.Format format, String name) throws ImageException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        if (!readers.hasNext()) {
            throw new ImageException(name + " is a " + format + ", for which no reader is on the class path");
        }
        return readers.next();
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceAll("\\s+", " ");
    }
}
