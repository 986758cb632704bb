package maskrcnn4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * RGB samples of a {@link BufferedImage}: the stored numbers themselves. No colour profile is applied: that is how the
 * pictures were read on which published models were trained.
 */
final class PixelReader {
    private PixelReader() {}

    /**
     * Makes a picture of three channels; grey is repeated, palettes are looked up, alpha is dropped.
     *
     * @param mayTake whether the image's own array may be used, and changed, instead of a copy
     */
    static Image rgb(BufferedImage image, boolean keep16Bit, boolean mayTake) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        if (colours instanceof IndexColorModel palette) {
            return palette(raster, palette, width, height);
        }
        boolean components = raster.getSampleModel() instanceof ComponentSampleModel;
        if (components && raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            return bytes(raster, width, height, mayTake);
        }
        if (components && raster.getTransferType() == DataBuffer.TYPE_USHORT) {
            Image wide = words(raster, width, height);
            return keep16Bit ? wide : wide.to8Bit();
        }
        return packed(image, width, height);
    }

    private static Image palette(Raster raster, IndexColorModel palette, int width, int height) {
        int size = palette.getMapSize();
        byte[] r = new byte[size];
        byte[] g = new byte[size];
        byte[] b = new byte[size];
        palette.getReds(r);
        palette.getGreens(g);
        palette.getBlues(b);
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0, p = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                // An index beyond the palette is black, as other readers have it.
                int i = row[x];
                rgb[p++] = i < size ? r[i] : 0;
                rgb[p++] = i < size ? g[i] : 0;
                rgb[p++] = i < size ? b[i] : 0;
            }
        }
        return Image.wrap8(width, height, 3, rgb);
    }

    private static Image bytes(Raster raster, int width, int height, boolean mayTake) {
        int bands = raster.getNumBands();
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        int[] offsets = model.getBandOffsets();
        int step = model.getPixelStride();
        int line = model.getScanlineStride();
        int origin = ((DataBufferByte) raster.getDataBuffer()).getOffset()
                - raster.getSampleModelTranslateX() * step
                - raster.getSampleModelTranslateY() * line
                + raster.getMinX() * step
                + raster.getMinY() * line;
        boolean oneBank = raster.getDataBuffer().getNumBanks() == 1;
        int red = offsets[0];
        int green = offsets[bands >= 3 ? 1 : 0];
        int blue = offsets[bands >= 3 ? 2 : 0];
        if (!oneBank) {
            return planes(raster, width, height);
        }
        int n = width * height * 3;
        if (mayTake && step == 3 && line == width * 3 && origin == 0 && samples.length == n && red == 2 && blue == 0) {
            for (int p = 0; p < n; p += 3) {
                byte swap = samples[p];
                samples[p] = samples[p + 2];
                samples[p + 2] = swap;
            }
            return Image.wrap8(width, height, 3, samples);
        }
        byte[] rgb = new byte[n];
        for (int y = 0, p = 0; y < height; y++) {
            for (int x = 0, q = origin + y * line; x < width; x++, q += step) {
                rgb[p++] = samples[q + red];
                rgb[p++] = samples[q + green];
                rgb[p++] = samples[q + blue];
            }
        }
        return Image.wrap8(width, height, 3, rgb);
    }

    private static Image planes(Raster raster, int width, int height) {
        int bands = raster.getNumBands();
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int c = 0; c < 3; c++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, bands >= 3 ? c : 0, row);
                for (int x = 0; x < width; x++) {
                    rgb[(y * width + x) * 3 + c] = (byte) row[x];
                }
            }
        }
        return Image.wrap8(width, height, 3, rgb);
    }

    private static Image words(Raster raster, int width, int height) {
        int bands = raster.getNumBands();
        short[] rgb = new short[width * height * 3];
        int[] row = new int[width * bands];
        for (int y = 0, p = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[p++] = (short) row[x * bands + (bands >= 3 ? c : 0)];
                }
            }
        }
        return Image.wrap16(width, height, 3, rgb);
    }

    private static Image packed(BufferedImage image, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0, p = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                rgb[p++] = (byte) (row[x] >> 16);
                rgb[p++] = (byte) (row[x] >> 8);
                rgb[p++] = (byte) row[x];
            }
        }
        return Image.wrap8(width, height, 3, rgb);
    }
}
