package maskrcnn4j.image;

import java.io.ByteArrayOutputStream;

/** The chunks of a WebP file. */
final class WebpChunks {
    private static final int HEADER = 12;
    private static final int PROFILE_FLAG = 0x20;

    private WebpChunks() {}

    /** Whether the file is as long as its header says; the reader makes up what is missing. */
    static boolean isWhole(byte[] file) {
        return file.length >= HEADER && size(file, 4) + 8 <= file.length;
    }

    /** The file without its colour profile, which the reader would apply. */
    static byte[] withoutProfile(byte[] file) {
        if (file.length < HEADER + 8 || !isChunk(file, HEADER, "VP8X") || (file[HEADER + 8] & PROFILE_FLAG) == 0) {
            return file;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, HEADER);
        int p = HEADER;
        while (p + 8 <= file.length) {
            long size = size(file, p + 4);
            int end = (int) Math.min(file.length, p + 8 + size + (size & 1));
            if (!isChunk(file, p, "ICCP")) {
                kept.write(file, p, end - p);
            }
            p = end;
        }
        byte[] plain = kept.toByteArray();
        plain[HEADER + 8] &= ~PROFILE_FLAG;
        int riffSize = plain.length - 8;
        for (int i = 0; i < 4; i++) {
            plain[4 + i] = (byte) (riffSize >>> 8 * i);
        }
        return plain;
    }

    private static long size(byte[] file, int at) {
        return file[at] & 0xffL
                | (file[at + 1] & 0xffL) << 8
                | (file[at + 2] & 0xffL) << 16
                | (file[at + 3] & 0xffL) << 24;
    }

    private static boolean isChunk(byte[] file, int at, String name) {
        for (int i = 0; i < 4; i++) {
            if (file[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
