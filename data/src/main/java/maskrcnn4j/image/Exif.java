package maskrcnn4j.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is wanted of EXIF: the orientation in its first directory. */
final class Exif {
    private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ORIENTATION_TAG = 0x0112;

    private Exif() {}

    /**
     * Reads the orientation from a JPEG's APP1 segment.
     *
     * @param segment the segment without its length
     * @param otherwise what to return when the segment holds none, or is damaged: a broken remark about a picture is no
     *     reason not to read it
     */
    static Orientation orientation(byte[] segment, Orientation otherwise) {
        if (segment.length < PREFIX.length + 8) {
            return otherwise;
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (segment[i] != PREFIX[i]) {
                return otherwise;
            }
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, PREFIX.length, segment.length - PREFIX.length)
                .slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.capacity() - 2) {
            return otherwise;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if (entry > tiff.capacity() - 12) {
                return otherwise;
            }
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION_TAG) {
                return Orientation.ofExif(Short.toUnsignedInt(tiff.getShort(entry + 8)));
            }
        }
        return otherwise;
    }
}
