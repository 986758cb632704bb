package maskrcnn4j.inspect;

import java.util.List;

/**
 * What is shown of a feature map of hundreds of channels.
 *
 * @param name its name: C2 to C5 of the trunk, P2 to P6 of the pyramid
 * @param stride pixels of the network input per pixel of the map
 * @param channels how many there are
 * @param height rows
 * @param width columns
 * @param mean the mean of the magnitudes of all channels, {@code [height, width]}
 * @param silent how many channels are the same everywhere
 * @param strongest the channels whose values differ most over the map, from the strongest
 */
public record FeatureView(
        String name,
        int stride,
        int channels,
        int height,
        int width,
        float[] mean,
        int silent,
        List<Channel> strongest) {
    /** How many channels are kept. */
    public static final int KEPT = 12;

    /**
     * One channel.
     *
     * @param number its number, from 0
     * @param deviation the standard deviation of its values
     * @param values {@code [height, width]}
     */
    public record Channel(int number, double deviation, float[] values) {}

    /** Takes the list as it is now. */
    public FeatureView {
        strongest = List.copyOf(strongest);
    }
}
