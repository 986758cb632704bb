package maskrcnn4j.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file for the readers of {@code javax.imageio}.
 *
 * <p>Some readers do not mind the end of a file and go on for as many pixels as its header claims. So asking beyond the end
 * again and again is answered by an exception that they do not catch.
 */
final class FileBytes extends ImageInputStreamImpl {
    /** Readers look some bytes ahead. */
    private static final int PATIENCE = 64;

    private final byte[] file;
    private int pastEnd;

    FileBytes(byte[] file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= file.length) {
            return ended();
        }
        return file[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= file.length) {
            return ended();
        }
        int n = (int) Math.min(length, file.length - streamPos);
        System.arraycopy(file, (int) streamPos, into, at, n);
        streamPos += n;
        return n;
    }

    @Override
    public long length() {
        return file.length;
    }

    private int ended() {
        if (++pastEnd > PATIENCE) {
            throw new UncheckedIOException(new EOFException());
        }
        return -1;
    }
}
