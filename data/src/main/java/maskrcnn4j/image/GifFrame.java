package maskrcnn4j.image;

/** The first frame of a GIF, which may be smaller than the screen it is shown on. */
final class GifFrame {
    private GifFrame() {}

    /** Lays the frame on a black screen of the size that the header gives. */
    static Image onScreen(Image frame, byte[] file, ImageInfo info) {
        int w = info.storedWidth();
        int h = info.storedHeight();
        if (frame.width() == w && frame.height() == h) {
            return frame;
        }
        int at = descriptor(file);
        int left = at < 0 ? 0 : file[at] & 0xff | (file[at + 1] & 0xff) << 8;
        int top = at < 0 ? 0 : file[at + 2] & 0xff | (file[at + 3] & 0xff) << 8;
        byte[] from = frame.raw();
        byte[] to = new byte[w * h * 3];
        int columns = Math.min(frame.width(), w - left);
        for (int y = 0; columns > 0 && y < frame.height() && top + y < h; y++) {
            System.arraycopy(from, y * frame.width() * 3, to, ((top + y) * w + left) * 3, columns * 3);
        }
        return Image.wrap8(w, h, 3, to);
    }

    /** Where the first frame's place and size stand, or -1. */
    private static int descriptor(byte[] file) {
        if (file.length < 13) {
            return -1;
        }
        int p = 13 + ((file[10] & 0x80) != 0 ? 3 << (file[10] & 7) + 1 : 0);
        while (p < file.length - 9) {
            if (file[p] == 0x2c) {
                return p + 1;
            }
            if (file[p] != 0x21) {
                return -1;
            }
            p += 2;
            while (p < file.length && file[p] != 0) {
                p += 1 + (file[p] & 0xff);
            }
            p++;
        }
        return -1;
    }
}
