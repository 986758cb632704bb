package maskrcnn4j.image;

import java.awt.image.Raster;

/**
 * Four-colour JPEGs as red, green and blue, by the plain formula that most software for learning uses; no press is imitated.
 *
 * <p>Such files hold ink upside down (255 is no ink), whether or not they carry Adobe's marker.
 */
final class Cmyk {
    private static final int YCCK = 2;

    private Cmyk() {}

    static Image toRgb(Raster raster, int adobeTransform) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width * 4];
        for (int y = 0, p = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int q = 0; q < row.length; q += 4) {
                int c = row[q];
                int m = row[q + 1];
                int yellow = row[q + 2];
                if (adobeTransform == YCCK) {
                    // JFIF's conversion to RGB, in 16-bit fixed point; the inks are its complement.
                    int cb = row[q + 1] - 128;
                    int cr = row[q + 2] - 128;
                    int luma = row[q];
                    c = 255 - clamp(luma + (91881 * cr + 32768 >> 16));
                    m = 255 - clamp(luma + (-22554 * cb - 46802 * cr + 32768 >> 16));
                    yellow = 255 - clamp(luma + (116130 * cb + 32768 >> 16));
                }
                int k = row[q + 3];
                rgb[p++] = (byte) light(c, k);
                rgb[p++] = (byte) light(m, k);
                rgb[p++] = (byte) light(yellow, k);
            }
        }
        return Image.wrap8(width, height, 3, rgb);
    }

    private static int light(int ink, int black) {
        int product = (255 - ink) * black + 128;
        return black - ((product >> 8) + product >> 8);
    }

    private static int clamp(int v) {
        return Math.max(0, Math.min(v, 255));
    }
}
