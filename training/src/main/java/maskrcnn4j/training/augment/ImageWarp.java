package maskrcnn4j.training.augment;

import java.nio.ByteBuffer;
import maskrcnn4j.image.Image;

/**
 * Moves the pixels of a picture. Upright placements are interpolated linearly along each axis, over as many pixels as
 * fall into a new one when the picture shrinks (Pillow's antialiased bilinear filter); turned ones bilinearly at the
 * point, after shrinking where they shrink.
 */
final class ImageWarp {
    private static final int CHANNELS = 3;
    private static final double SHRINKS = 0.8;

    private final byte[] fill;

    /** Fills what the old picture does not cover with this grey level. */
    ImageWarp(int grey) {
        fill = new byte[] {(byte) grey, (byte) grey, (byte) grey};
    }

    Image warp(Image image, Placement placement) {
        if (placement.isIdentity(image.width(), image.height())) {
            return image;
        }
        if (placement.upright()) {
            return upright(image, placement);
        }
        double factor = Math.sqrt(placement.areaFactor());
        if (factor < SHRINKS) {
            int width = (int) Math.max(1, Math.round(image.width() * factor));
            int height = (int) Math.max(1, Math.round(image.height() * factor));
            double sx = (double) image.width() / width;
            double sy = (double) image.height() / height;
            Image small = upright(
                    image, Placement.identity(image.width(), image.height()).scaledTo(width, height));
            return turned(
                    small,
                    new Placement(
                            placement.xx() * sx,
                            placement.xy() * sy,
                            placement.x0(),
                            placement.yx() * sx,
                            placement.yy() * sy,
                            placement.y0(),
                            placement.width(),
                            placement.height()));
        }
        return turned(image, placement);
    }

    private Image upright(Image image, Placement placement) {
        AxisFilter columns = AxisFilter.of(image.width(), placement.width(), placement.xx(), placement.x0());
        AxisFilter rows = AxisFilter.of(image.height(), placement.height(), placement.yy(), placement.y0());
        int lineLength = CHANNELS * placement.width();
        byte[] source = new byte[CHANNELS * image.width()];
        float[][] lines = new float[image.height()][];
        byte[] out = new byte[lineLength * placement.height()];
        float[] sum = new float[lineLength];
        for (int y = 0; y < placement.height(); y++) {
            if (rows.count(y) == 0) {
                fill(out, y * lineLength, lineLength);
                continue;
            }
            java.util.Arrays.fill(sum, 0.5f);
            for (int k = 0; k < rows.count(y); k++) {
                int from = rows.first(y) + k;
                if (lines[from] == null) {
                    image.copyRow(from, source, 0);
                    lines[from] = columns.apply(source);
                }
                float weight = rows.weight(y, k);
                float[] line = lines[from];
                for (int i = 0; i < lineLength; i++) {
                    sum[i] += weight * line[i];
                }
            }
            for (int i = 0; i < lineLength; i++) {
                out[y * lineLength + i] = (byte) Math.min(255, (int) sum[i]);
            }
            fillOutside(columns, out, y * lineLength);
            forget(lines, rows, y);
        }
        return Image.ofRgb(placement.width(), placement.height(), out);
    }

    /** Lines that no later row needs would be memory for nothing. */
    private static void forget(float[][] lines, AxisFilter rows, int y) {
        if (y + 1 < rows.size() && rows.count(y + 1) > 0) {
            for (int from = rows.first(y); from < rows.first(y) + rows.count(y); from++) {
                if (from < rows.first(y + 1) || from >= rows.first(y + 1) + rows.count(y + 1)) {
                    lines[from] = null;
                }
            }
        }
    }

    private void fill(byte[] out, int at, int length) {
        for (int i = 0; i < length; i++) {
            out[at + i] = fill[i % CHANNELS];
        }
    }

    private void fillOutside(AxisFilter columns, byte[] out, int at) {
        for (int x = 0; x < columns.size(); x++) {
            if (columns.count(x) == 0) {
                fill(out, at + CHANNELS * x, CHANNELS);
            }
        }
    }

    private Image turned(Image image, Placement p) {
        double determinant = p.xx() * p.yy() - p.xy() * p.yx();
        double ix = p.yy() / determinant;
        double iy = -p.xy() / determinant;
        double jx = -p.yx() / determinant;
        double jy = p.xx() / determinant;
        ByteBuffer source = image.bytes();
        byte[] out = new byte[CHANNELS * p.width() * p.height()];
        for (int y = 0; y < p.height(); y++) {
            for (int x = 0; x < p.width(); x++) {
                double dx = x + 0.5 - p.x0();
                double dy = y + 0.5 - p.y0();
                double u = ix * dx + iy * dy;
                double v = jx * dx + jy * dy;
                int at = CHANNELS * (y * p.width() + x);
                if (u < 0 || v < 0 || u >= image.width() || v >= image.height()) {
                    fill(out, at, CHANNELS);
                } else {
                    interpolate(source, image.width(), image.height(), u - 0.5, v - 0.5, out, at);
                }
            }
        }
        return Image.ofRgb(p.width(), p.height(), out);
    }

    private static void interpolate(ByteBuffer source, int width, int height, double u, double v, byte[] out, int at) {
        double cu = Math.max(0, Math.min(width - 1, u));
        double cv = Math.max(0, Math.min(height - 1, v));
        int x = Math.min((int) cu, Math.max(0, width - 2));
        int y = Math.min((int) cv, Math.max(0, height - 2));
        double fx = cu - x;
        double fy = cv - y;
        int right = width > 1 ? CHANNELS : 0;
        int down = height > 1 ? CHANNELS * width : 0;
        int corner = CHANNELS * (y * width + x);
        for (int c = 0; c < CHANNELS; c++) {
            int i = corner + c;
            double upper = (source.get(i) & 0xff) * (1 - fx) + (source.get(i + right) & 0xff) * fx;
            double lower = (source.get(i + down) & 0xff) * (1 - fx) + (source.get(i + down + right) & 0xff) * fx;
            out[at + c] = (byte) (upper * (1 - fy) + lower * fy + 0.5);
        }
    }
}
