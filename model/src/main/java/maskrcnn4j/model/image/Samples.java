package maskrcnn4j.model.image;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.ImageSpec;

/** From samples to what the network reads: (sample / unit - mean) / std, looked up, channels in the network's order. */
final class Samples {
    private final int bits;
    private final int[] order;

    /** Of each channel of the network: the value of every sample. */
    private final float[][] values;

    Samples(ImageSpec spec) {
        bits = spec.bits();
        int channels = spec.channelCount();
        order = new int[channels];
        values = new float[channels][1 << bits];
        boolean reversed = channels == 3 && spec.channels() == ImageSpec.ChannelOrder.BGR;
        for (int c = 0; c < channels; c++) {
            order[c] = reversed ? channels - 1 - c : c;
            float unit = (float) spec.unit();
            float mean = spec.mean().get(c).floatValue();
            float std = spec.std().get(c).floatValue();
            for (int sample = 0; sample < values[c].length; sample++) {
                values[c][sample] = (sample / unit - mean) / std;
            }
        }
    }

    /**
     * A picture in the depth and with the channels that the network reads.
     *
     * @throws IllegalArgumentException if it has other channels, and is not grey
     */
    Image prepare(Image image) {
        Image depth = bits == 8 ? image.to8Bit() : to16Bit(image);
        int channels = order.length;
        if (image.channels() != channels && !(image.channels() == 1 && channels == 3)) {
            throw new IllegalArgumentException("a picture of " + image.channels() + " channels: this model reads "
                    + (channels == 3 ? "three (red, green, blue) or one (grey)" : Integer.toString(channels)));
        }
        return depth;
    }

    private static Image to16Bit(Image image) {
        if (image.bitDepth() == 16) {
            return image;
        }
        ByteBuffer bytes = image.bytes();
        short[] words = new short[bytes.remaining()];
        for (int i = 0; i < words.length; i++) {
            words[i] = (short) (257 * (bytes.get(i) & 0xff));
        }
        return Image.of16(image.width(), image.height(), image.channels(), words);
    }

    /** The values of a prepared picture. */
    PixelRows of(Image image) {
        int step = image.channels();
        return new PixelRows() {
            @Override
            public int width() {
                return image.width();
            }

            @Override
            public int height() {
                return image.height();
            }

            @Override
            public int channels() {
                return order.length;
            }

            @Override
            public void row(int y, float[] into) {
                int length = step * image.width();
                if (bits == 16) {
                    ShortBuffer words = image.words();
                    for (int c = 0; c < order.length; c++) {
                        int from = y * length + (step == 1 ? 0 : order[c]);
                        for (int x = 0; x < image.width(); x++) {
                            into[x * order.length + c] = values[c][words.get(from + x * step) & 0xffff];
                        }
                    }
                    return;
                }
                byte[] line = new byte[length];
                image.copyRow(y, line, 0);
                for (int c = 0; c < order.length; c++) {
                    int from = step == 1 ? 0 : order[c];
                    for (int x = 0; x < image.width(); x++) {
                        into[x * order.length + c] = values[c][line[from + x * step] & 0xff];
                    }
                }
            }
        };
    }

    /** The values of resized samples: {@code step} a pixel, 1 for grey. */
    void convert(int[] samples, int step, float[] into) {
        for (int c = 0; c < order.length; c++) {
            int from = step == 1 ? 0 : order[c];
            for (int at = c; at < into.length; at += order.length) {
                into[at] = values[c][samples[from]];
                from += step;
            }
        }
    }
}
