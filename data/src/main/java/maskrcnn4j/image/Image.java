package maskrcnn4j.image;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A picture: height x width x channels samples, row by row, the channels of a pixel side by side. Immutable.
 *
 * <p>What {@link Images} reads for models has three channels, red, green, blue, of 8 bits each.
 */
public final class Image {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] bytes;
    private final short[] words;

    private Image(int width, int height, int channels, byte[] bytes, short[] words) {
        if (width < 1 || height < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a picture of " + width + " x " + height + " pixels with " + channels + " channels");
        }
        long samples = (long) width * height * channels;
        if (samples != bytes.length + words.length) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels with " + channels
                    + " channels has " + samples + " samples, not " + (bytes.length + words.length));
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.bytes = bytes;
        this.words = words;
    }

    /** Makes an RGB picture of 8 bits a channel; the bytes are copied. */
    public static Image ofRgb(int width, int height, byte[] rgb) {
        return wrap8(width, height, 3, rgb.clone());
    }

    /** Makes a picture of 8 bits a channel; the bytes are copied. */
    public static Image of8(int width, int height, int channels, byte[] samples) {
        return wrap8(width, height, channels, samples.clone());
    }

    /** Makes a picture of 16 bits a channel, unsigned; the samples are copied. */
    public static Image of16(int width, int height, int channels, short[] samples) {
        return wrap16(width, height, channels, samples.clone());
    }

    static Image wrap8(int width, int height, int channels, byte[] samples) {
        return new Image(width, height, channels, samples, new short[0]);
    }

    static Image wrap16(int width, int height, int channels, short[] samples) {
        return new Image(width, height, channels, new byte[0], samples);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Samples of a pixel: 3 for red, green, blue. */
    public int channels() {
        return channels;
    }

    /** Bits of a sample, 8 or 16. */
    public int bitDepth() {
        return words.length > 0 ? 16 : 8;
    }

    /** One sample: 0..255 with 8 bits, 0..65535 with 16. */
    public int sample(int x, int y, int channel) {
        if (x < 0 || y < 0 || channel < 0 || x >= width || y >= height || channel >= channels) {
            throw new IndexOutOfBoundsException("pixel (" + x + ", " + y + ") channel " + channel + " of " + this);
        }
        int i = (y * width + x) * channels + channel;
        return words.length > 0 ? words[i] & 0xffff : bytes[i] & 0xff;
    }

    /** All samples of an 8-bit picture, read-only. */
    public ByteBuffer bytes() {
        requireDepth(8);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** All samples of a 16-bit picture, read-only and unsigned. */
    public ShortBuffer words() {
        requireDepth(16);
        return ShortBuffer.wrap(words).asReadOnlyBuffer();
    }

    /** Copies one row of an 8-bit picture: {@code width * channels} samples. */
    public void copyRow(int y, byte[] into, int at) {
        requireDepth(8);
        System.arraycopy(bytes, y * width * channels, into, at, width * channels);
    }

    /**
     * Cuts out a rectangle.
     *
     * @throws IndexOutOfBoundsException if it reaches over the edges
     */
    public Image crop(int x, int y, int cropWidth, int cropHeight) {
        Objects.checkFromIndexSize(x, cropWidth, width);
        Objects.checkFromIndexSize(y, cropHeight, height);
        Object from = words.length > 0 ? words : bytes;
        byte[] newBytes = new byte[words.length > 0 ? 0 : cropWidth * cropHeight * channels];
        short[] newWords = new short[words.length > 0 ? cropWidth * cropHeight * channels : 0];
        Object into = words.length > 0 ? newWords : newBytes;
        int length = cropWidth * channels;
        for (int row = 0; row < cropHeight; row++) {
            System.arraycopy(from, ((y + row) * width + x) * channels, into, row * length, length);
        }
        return new Image(cropWidth, cropHeight, channels, newBytes, newWords);
    }

    /** The picture with 8 bits a channel: 16-bit samples v become round(v / 257). */
    public Image to8Bit() {
        if (bitDepth() == 8) {
            return this;
        }
        byte[] samples = new byte[words.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (((words[i] & 0xffff) + 128) / 257);
        }
        return wrap8(width, height, channels, samples);
    }

    /** The samples themselves, for this package, which must not change them. */
    byte[] raw() {
        requireDepth(8);
        return bytes;
    }

    short[] rawWords() {
        requireDepth(16);
        return words;
    }

    private void requireDepth(int bits) {
        if (bitDepth() != bits) {
            throw new IllegalStateException(this + " was asked for samples of " + bits + " bits");
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Image other
                && width == other.width
                && height == other.height
                && channels == other.channels
                && Arrays.equals(bytes, other.bytes)
                && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(bytes) + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return "picture of " + width + " x " + height + " pixels, " + channels + " x " + bitDepth() + " bits";
    }
}
