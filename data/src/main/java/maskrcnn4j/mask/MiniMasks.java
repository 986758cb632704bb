package maskrcnn4j.mask;

/**
 * Masks of objects cut to their boxes and resized to one small shape, as Matterport keeps them while training; resized with
 * {@link ZeroEdgeResizer}, halves rounded to even.
 */
public final class MiniMasks {
    private MiniMasks() {}

    /**
     * Cuts a mask to a box and makes it small.
     *
     * @param mask the object in its picture
     * @param y1 first row of the box
     * @param x1 first column
     * @param y2 first row after the box
     * @param x2 first column after the box
     * @param height rows of the result
     * @param width columns of the result
     * @throws MaskException if the box has no area or reaches beyond the picture
     */
    public static Rle minimize(Rle mask, int y1, int x1, int y2, int x2, int height, int width) {
        if (y2 <= y1 || x2 <= x1) {
            throw new MaskException("the box " + y1 + ", " + x1 + ", " + y2 + ", " + x2 + " has no area");
        }
        if (y1 < 0 || x1 < 0 || y2 > mask.height() || x2 > mask.width()) {
            throw new MaskException("the box " + y1 + ", " + x1 + ", " + y2 + ", " + x2 + " reaches beyond the "
                    + mask.height() + " x " + mask.width() + " pixels of the mask");
        }
        byte[] bitmap = mask.toBitmap();
        byte[] mini = new byte[height * width];
        resize(bitmap, mask.width(), y1, x1, y2 - y1, x2 - x1, height, width, mini, width, 0, 0);
        return Rle.fromBitmap(height, width, mini);
    }

    /**
     * Puts a small mask back in its place.
     *
     * @param mini a small mask
     * @param y1 first row of the box; the others as in {@link #minimize}
     * @param height rows of the picture
     * @param width columns of the picture
     */
    public static Rle expand(Rle mini, int y1, int x1, int y2, int x2, int height, int width) {
        byte[] bitmap = new byte[MaskException.pixels(height, width)];
        resize(
                mini.toBitmap(),
                mini.width(),
                0,
                0,
                mini.height(),
                mini.width(),
                y2 - y1,
                x2 - x1,
                bitmap,
                width,
                y1,
                x1);
        return Rle.fromBitmap(height, width, bitmap);
    }

    private static void resize(
            byte[] from,
            int fromStride,
            int top,
            int left,
            int height,
            int width,
            int newHeight,
            int newWidth,
            byte[] to,
            int toStride,
            int toTop,
            int toLeft) {
        new ZeroEdgeResizer(height, width, newHeight, newWidth, 1, false)
                .resize(
                        (y, values) -> {
                            for (int x = 0; x < width; x++) {
                                values[x] = from[(top + y) * fromStride + left + x];
                            }
                        },
                        (y, values) -> {
                            for (int x = 0; x < newWidth; x++) {
                                to[(toTop + y) * toStride + toLeft + x] = (byte) Math.rint(values[x]);
                            }
                        });
    }
}
