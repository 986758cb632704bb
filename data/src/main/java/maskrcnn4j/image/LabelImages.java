package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads and writes PNGs whose pixels are ids: the numbers as they are stored, no colour is looked up or converted.
 *
 * <p>Grey pictures give their grey values (1 to 16 bits), palette pictures their indices (Pascal VOC), colour pictures red
 * + 256 green + 65536 blue (COCO panoptic). Alpha is dropped.
 */
public final class LabelImages {
    private LabelImages() {}

    /** Reads a label picture of at most 200 million pixels. */
    public static LabelImage read(Path file) throws IOException {
        return read(file, ReadOptions.DEFAULT);
    }

    /**
     * Reads a label picture.
     *
     * @throws ImageException if it is no PNG (other formats change values or are not in use), damaged or too large
     */
    public static LabelImage read(Path file, ReadOptions options) throws IOException {
        return read(Images.content(file), file.toString(), options);
    }

    /**
     * Reads a label picture of at most 200 million pixels from the bytes of its file.
     *
     * @param name what it is called in messages
     */
    public static LabelImage read(byte[] file, String name) throws IOException {
        return read(file, name, ReadOptions.DEFAULT);
    }

    static LabelImage read(byte[] file, String name, ReadOptions options) throws IOException {
        ImageInfo info = HeaderReader.read(new ByteArrayInputStream(file), name);
        if (info.format() != ImageInfo.Format.PNG) {
            throw new ImageException(name + " is a " + info.format()
                    + ", but ids are read from PNG only, which keeps every value as it is");
        }
        Images.check(info, file.length, name, options);
        BufferedImage stored = Decoder.stored(file, info, name, options);
        if (stored.getRaster().getNumBands() >= 3 && stored.getRaster().getTransferType() == DataBuffer.TYPE_USHORT) {
            throw new ImageException(
                    name + " has three channels of 16 bits; ids are read from three channels of 8 bits");
        }
        return new LabelImage(stored.getWidth(), stored.getHeight(), ids(stored));
    }

    private static int[] ids(BufferedImage stored) {
        Raster raster = stored.getRaster();
        int width = stored.getWidth();
        int height = stored.getHeight();
        int bands = raster.getNumBands();
        int[] ids = new int[width * height];
        if (bands == 1
                && raster.getSampleModel() instanceof ComponentSampleModel model
                && model.getPixelStride() == 1) {
            if (raster.getDataBuffer() instanceof DataBufferByte bytes && bytes.getData().length == ids.length) {
                byte[] data = bytes.getData();
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = data[i] & 0xff;
                }
                return ids;
            }
            if (raster.getDataBuffer() instanceof DataBufferUShort words && words.getData().length == ids.length) {
                short[] data = words.getData();
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = data[i] & 0xffff;
                }
                return ids;
            }
        }
        boolean colour = bands >= 3;
        int[] row = new int[width * bands];
        for (int y = 0, p = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int q = 0; q < row.length; q += bands) {
                ids[p++] = colour ? row[q] | row[q + 1] << 8 | row[q + 2] << 16 : row[q];
            }
        }
        return ids;
    }

    /**
     * Writes ids as a grey PNG of 8 bits, or of 16 where an id needs them. The file appears whole or not at all.
     *
     * @throws ImageException if an id is negative or above 65535
     */
    public static void writeGrey(LabelImage labels, Path file) throws IOException {
        int most = most(labels, file, 0xffff);
        writeGrey(labels, file, most > 255 ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
    }

    /** Writes ids as a grey PNG of 16 bits, whatever their size (Cityscapes' instanceIds). */
    public static void writeGrey16(LabelImage labels, Path file) throws IOException {
        most(labels, file, 0xffff);
        writeGrey(labels, file, BufferedImage.TYPE_USHORT_GRAY);
    }

    private static void writeGrey(LabelImage labels, Path file, int type) throws IOException {
        BufferedImage image = new BufferedImage(labels.width(), labels.height(), type);
        copy(labels.ids(), image.getRaster());
        PixelWriter.write(image, "png", file);
    }

    /**
     * Writes ids as indices of a palette PNG, with Pascal VOC's colours (0 black, 255 nearly white).
     *
     * @throws ImageException if an id is negative or above 255
     */
    public static void writePalette(LabelImage labels, Path file) throws IOException {
        most(labels, file, 0xff);
        IndexColorModel colours = new IndexColorModel(8, 256, vocPalette(), 0, false);
        WritableRaster raster = colours.createCompatibleWritableRaster(labels.width(), labels.height());
        copy(labels.ids(), raster);
        BufferedImage image = new BufferedImage(colours, raster, false, null);
        PixelWriter.write(image, "png", file);
    }

    private static void copy(int[] ids, WritableRaster raster) {
        DataBuffer data = raster.getDataBuffer();
        for (int i = 0; i < ids.length; i++) {
            data.setElem(i, ids[i]);
        }
    }

    /** VOC's palette: the bits of an index are dealt out to red, green and blue, the first to the highest place. */
    private static byte[] vocPalette() {
        byte[] palette = new byte[256 * 3];
        for (int i = 0; i < 256; i++) {
            for (int bit = 0; bit < 8; bit++) {
                palette[3 * i + bit % 3] |= (byte) ((i >> bit & 1) << 7 - bit / 3);
            }
        }
        return palette;
    }

    private static int most(LabelImage labels, Path file, int limit) throws ImageException {
        int most = Arrays.stream(labels.ids()).max().getAsInt();
        int least = Arrays.stream(labels.ids()).min().getAsInt();
        if (least < 0 || most > limit) {
            throw new ImageException(file + " cannot hold the id " + (least < 0 ? least : most)
                    + "; ids of such a file are 0 to " + limit);
        }
        return most;
    }
}
