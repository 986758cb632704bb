package maskrcnn4j.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a JPEG file says between its first byte and its picture data, beyond its size. */
final class JpegSegments {
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    private static final byte[] ADOBE = "Adobe".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final byte[] file;
    private final byte[] withoutProfile;
    private int components;
    private int adobeTransform = -1;

    private JpegSegments(byte[] file) {
        this.file = file;
        this.withoutProfile = parse();
    }

    static JpegSegments of(byte[] file) {
        return new JpegSegments(file);
    }

    /** Components of the frame; 0 if there is no frame. */
    int components() {
        return components;
    }

    /** What Adobe's marker says of the colours: 0 for CMYK, 2 for YCCK, -1 if there is no such marker. */
    int adobeTransform() {
        return adobeTransform;
    }

    /** How many times the picture data begins anew. */
    int scans() {
        int scans = 0;
        for (int i = 1; i < file.length; i++) {
            scans += (file[i] & 0xff) == 0xda && (file[i - 1] & 0xff) == 0xff ? 1 : 0;
        }
        return scans;
    }

    /** The file without its colour profile, which readers would apply. */
    byte[] withoutProfile() {
        return withoutProfile;
    }

    private byte[] parse() {
        ByteArrayOutputStream kept = null;
        int copied = 0;
        int p = 2;
        while (p + 4 <= file.length && (file[p] & 0xff) == 0xff) {
            int marker = file[p + 1] & 0xff;
            if (marker == 0xff) {
                p++;
                continue;
            }
            if (marker == 0xda || marker == 0xd9) {
                break;
            }
            int length = (file[p + 2] & 0xff) << 8 | file[p + 3] & 0xff;
            int end = Math.min(file.length, p + 2 + length);
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame && end >= p + 10) {
                components = file[p + 9] & 0xff;
            }
            if (marker == 0xee && end >= p + 16 && startsWith(p + 4, ADOBE)) {
                adobeTransform = file[p + 15] & 0xff;
            }
            if (marker == 0xe2 && startsWith(p + 4, PROFILE)) {
                kept = kept == null ? new ByteArrayOutputStream(file.length) : kept;
                kept.write(file, copied, p - copied);
                copied = end;
            }
            p = Math.max(end, p + 2);
        }
        if (kept == null) {
            return file;
        }
        kept.write(file, copied, file.length - copied);
        return kept.toByteArray();
    }

    private boolean startsWith(int at, byte[] text) {
        return at + text.length <= file.length && Arrays.equals(file, at, at + text.length, text, 0, text.length);
    }
}
