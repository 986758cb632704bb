package maskrcnn4j.spec;

import java.util.List;

/**
 * From picture to network input: order of channels, values, size.
 *
 * @param channels the order of the input's channels
 * @param mean subtracted from each channel, in that order, on the scale 0 to 255
 * @param std divides each channel, in that order, on the scale 0 to 255
 * @param resize the size of the input
 */
public record ImageSpec(ChannelOrder channels, List<Double> mean, List<Double> std, ResizeRule resize) {
    /** The order of colour channels. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** Checks the numbers. */
    public ImageSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3) {
            throw new IllegalArgumentException(
                    "image: mean has " + mean.size() + " numbers and std " + std.size() + ", both need 3");
        }
        if (std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("image: std is " + std + ", every number must be above 0");
        }
    }
}
