package maskrcnn4j.spec;

import java.util.List;
import java.util.Optional;

/**
 * From picture to network input: order of channels, values, size. As many channels as there are means.
 *
 * @param channels the order of the input's channels, where there are three
 * @param bits of a sample, 8 or 16: pictures are brought to this depth
 * @param unit the sample that becomes 1: 255 where the network reads 0 to 1, 1 where it reads samples as they are
 * @param mean subtracted from each channel, in the input's order, after the division by the unit
 * @param std divides each channel after that
 * @param resize the size of the picture in the input
 * @param padding pictures of different size make one batch, filled with zeros on the right and below up to a multiple of
 *     this many pixels; 0 where only pictures of one size make a batch
 * @param frame how pictures are put into frames; where there is one, neither {@code resize} nor {@code padding} counts
 */
public record ImageSpec(
        ChannelOrder channels,
        int bits,
        double unit,
        List<Double> mean,
        List<Double> std,
        ResizeRule resize,
        int padding,
        Optional<FrameRule> frame) {
    /** The order of colour channels. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** Checks the numbers. */
    public ImageSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException("image: mean has " + mean.size() + " numbers and std " + std.size()
                    + ", both need one for each channel");
        }
        if (std.stream().anyMatch(value -> !(value > 0)) || !(unit > 0)) {
            throw new IllegalArgumentException(
                    "image: std is " + std + " and unit " + unit + ", every number must be above 0");
        }
        if (bits != 8 && bits != 16) {
            throw new IllegalArgumentException("image.bits is " + bits + ", it must be 8 or 16");
        }
        if (bits == 16 && resize.filter() == ResizeRule.Filter.ANTIALIASED_BYTES) {
            throw new IllegalArgumentException("image: the filter ANTIALIASED_BYTES needs bits 8, not 16");
        }
        if (padding < 0) {
            throw new IllegalArgumentException("image.padding is " + padding + ", it must be at least 0");
        }
    }

    /** Without frames. */
    public ImageSpec(
            ChannelOrder channels,
            int bits,
            double unit,
            List<Double> mean,
            List<Double> std,
            ResizeRule resize,
            int padding) {
        this(channels, bits, unit, mean, std, resize, padding, Optional.empty());
    }

    /** How many channels the network reads. */
    public int channelCount() {
        return mean.size();
    }

    /** This, with another size of the input. */
    public ImageSpec withResize(ResizeRule rule) {
        return new ImageSpec(channels, bits, unit, mean, std, rule, padding, frame);
    }

    /**
     * What the sides of a picture are multiplied by, before they become whole pixels.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public double scale(int width, int height) {
        return frame.map(rule -> rule.scale(height, width)).orElseGet(() -> resize.scale(width, height));
    }

    /** The largest factor for which the network input has room; infinite where it is as large as its picture. */
    public double largestScale(int width, int height) {
        return frame.filter(rule -> rule.mode() == FrameRule.Mode.SQUARE)
                .map(rule -> (double) rule.maxDim() / Math.max(width, height))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
