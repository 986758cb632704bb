package maskrcnn4j.mask;

/** Masks from and to dense pixels, row by row. */
final class Bitmaps {
    /** Columns handled at once: their rows share cache lines. */
    private static final int STRIPE = 64;

    private Bitmaps() {}

    static Rle encode(int height, int width, byte[] bitmap) {
        int pixels = MaskException.pixels(height, width);
        if (bitmap.length != pixels) {
            throw new MaskException("a bitmap of " + bitmap.length + " values for a mask of " + height + " x " + width
                    + " pixels (height x width)");
        }
        SpanBuilder spans = new SpanBuilder(0);
        byte[] stripe = new byte[Math.min(STRIPE, width) * height];
        for (int x0 = 0; x0 < width; x0 += STRIPE) {
            int columns = Math.min(STRIPE, width - x0);
            for (int y = 0; y < height; y++) {
                int row = y * width + x0;
                for (int x = 0; x < columns; x++) {
                    stripe[x * height + y] = bitmap[row + x];
                }
            }
            int base = x0 * height;
            int end = columns * height;
            for (int p = 0; p < end; ) {
                if (stripe[p] == 0) {
                    p++;
                    continue;
                }
                int start = p;
                while (p < end && stripe[p] != 0) {
                    p++;
                }
                spans.add(base + start, base + p);
            }
        }
        return spans.build(height, width);
    }

    static byte[] decode(Rle mask) {
        int width = mask.width();
        byte[] bitmap = new byte[mask.height() * width];
        mask.forEachRun((x, y1, y2) -> {
            for (int p = y1 * width + x; p < y2 * width + x && p >= 0; p += width) {
                bitmap[p] = 1;
            }
        });
        return bitmap;
    }
}
