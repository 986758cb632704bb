package maskrcnn4j.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.image.ImageInfo.Format;

/** Finds format, size and orientation of a picture at the front of its file, without decoding anything. */
final class HeaderReader {
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final InputStream in;
    private final String name;

    private HeaderReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * Reads the header.
     *
     * @param in positioned at the first byte; best buffered
     * @param name what the picture is called in messages
     */
    static ImageInfo read(InputStream in, String name) throws IOException {
        HeaderReader reader = new HeaderReader(in, name);
        byte[] start = in.readNBytes(12);
        if (start.length == 0) {
            throw new ImageException(name + " is empty (0 bytes)");
        }
        ImageInfo info;
        try {
            info = reader.parse(start);
        } catch (EOFException e) {
            throw new ImageException(name + " is incomplete: the file ends inside its header", e);
        }
        if (info.storedWidth() < 1 || info.storedHeight() < 1) {
            throw new ImageException(
                    name + " has no pixels: its header says " + info.storedWidth() + " x " + info.storedHeight());
        }
        return info;
    }

    private ImageInfo parse(byte[] start) throws IOException {
        if (startsWith(start, 0xff, 0xd8, 0xff)) {
            return jpeg(start);
        }
        if (startsWith(start, 0x89, 'P', 'N', 'G')) {
            return png(start);
        }
        if (startsWith(start, 'B', 'M')) {
            return bmp();
        }
        if (startsWith(start, 'G', 'I', 'F', '8')) {
            return gif(start);
        }
        if (startsWith(start, 'R', 'I', 'F', 'F')
                && start.length == 12
                && ascii(start, 8).equals("WEBP")) {
            return webp();
        }
        throw new ImageException(
                name + " is not a picture: its format is not recognised (known are JPEG, PNG, BMP, GIF, "
                        + "WebP, told by content)");
    }

    private ImageInfo png(byte[] start) throws IOException {
        for (int i = 4; i < PNG_SIGNATURE.length; i++) {
            if (i >= start.length) {
                throw new EOFException();
            }
            if (start[i] != PNG_SIGNATURE[i]) {
                throw new ImageException(
                        name + " is a damaged PNG: its signature was changed, perhaps by a transfer as text");
            }
        }
        if (!ascii(need(4), 0).equals("IHDR")) {
            throw new ImageException(name + " is a damaged PNG: it does not begin with IHDR");
        }
        byte[] size = need(8);
        return upright(Format.PNG, big32(size, 0), big32(size, 4));
    }

    private ImageInfo bmp() throws IOException {
        need(2);
        int headerSize = little32(need(4), 0);
        if (headerSize == 12) {
            byte[] size = need(4);
            return upright(Format.BMP, little16(size, 0), little16(size, 2));
        }
        byte[] size = need(8);
        return upright(Format.BMP, little32(size, 0), Math.abs(little32(size, 4)));
    }

    private ImageInfo gif(byte[] start) throws IOException {
        if (start.length < 10) {
            throw new EOFException();
        }
        return upright(Format.GIF, little16(start, 6), little16(start, 8));
    }

    private ImageInfo webp() throws IOException {
        byte[] chunk = need(8);
        byte[] b = need(10);
        return switch (ascii(chunk, 0)) {
            case "VP8 " -> upright(Format.WEBP, little16(b, 6) & 0x3fff, little16(b, 8) & 0x3fff);
            case "VP8L" -> {
                int bits = little32(b, 1);
                yield upright(Format.WEBP, (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
            }
            case "VP8X" -> upright(Format.WEBP, (little32(b, 4) & 0xffffff) + 1, (little32(b, 6) >>> 8 & 0xffffff) + 1);
            default -> throw new ImageException(name + " is a damaged WebP: unknown first chunk");
        };
    }

    private ImageInfo jpeg(byte[] start) throws IOException {
        // The first marker has been read with its segment's first bytes; go on with a stream that has them again.
        InputStream all =
                new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(start, 2, start.length - 2), in);
        Orientation orientation = Orientation.UPRIGHT;
        while (true) {
            int marker = nextMarker(all);
            if (marker == 0xd9 || marker == 0xda) {
                throw new ImageException(name + " is a damaged JPEG: its picture data begins without a frame header");
            }
            if (marker >= 0xd0 && marker <= 0xd8 || marker == 0x01) {
                continue;
            }
            int length = (byteOf(all) << 8 | byteOf(all)) - 2;
            if (length < 0) {
                throw new ImageException(name + " is a damaged JPEG: a segment of negative length");
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame || marker == 0xe1) {
                byte[] segment = all.readNBytes(length);
                if (segment.length < length || frame && length < 6) {
                    throw new EOFException();
                }
                if (frame) {
                    return new ImageInfo(Format.JPEG, big16(segment, 3), big16(segment, 1), orientation);
                }
                orientation = Exif.orientation(segment, orientation);
            } else {
                all.skipNBytes(length);
            }
        }
    }

    private static int nextMarker(InputStream all) throws IOException {
        int b = byteOf(all);
        while (b != 0xff) {
            b = byteOf(all);
        }
        while (b == 0xff) {
            b = byteOf(all);
        }
        return b == 0 ? nextMarker(all) : b;
    }

    private static int byteOf(InputStream all) throws IOException {
        int b = all.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private static ImageInfo upright(Format format, int width, int height) {
        return new ImageInfo(format, width, height, Orientation.UPRIGHT);
    }

    private byte[] need(int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException();
        }
        return bytes;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String ascii(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static int big16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    private static int big32(byte[] b, int at) {
        return big16(b, at) << 16 | big16(b, at + 2);
    }

    private static int little16(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
    }

    private static int little32(byte[] b, int at) {
        return little16(b, at) | little16(b, at + 2) << 16;
    }
}
