package maskrcnn4j.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;

/** Reduces a feature map to what is shown of it. */
final class FeatureSummary {
    private FeatureSummary() {}

    /**
     * Reduces a map.
     *
     * @param map {@code [1, C, H, W]}
     */
    static FeatureView of(String name, int stride, Tensor map) {
        int channels = (int) map.size(1);
        int height = (int) map.size(2);
        int width = (int) map.size(3);
        // Channels-last, which is how it lies in memory.
        float[] values =
                map.select(0, 0).permute(1, 2, 0).to(ElementType.FLOAT32).toFloats();
        float[] mean = new float[height * width];
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        for (int pixel = 0; pixel < mean.length; pixel++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                float value = values[pixel * channels + c];
                sum += Math.abs(value);
                sums[c] += value;
                squares[c] += (double) value * value;
            }
            mean[pixel] = (float) (sum / channels);
        }
        double[] deviations = new double[channels];
        for (int c = 0; c < channels; c++) {
            double average = sums[c] / mean.length;
            deviations[c] = Math.sqrt(Math.max(0, squares[c] / mean.length - average * average));
        }
        int silent = (int)
                IntStream.range(0, channels).filter(c -> !(deviations[c] > 0)).count();
        List<FeatureView.Channel> strongest = IntStream.range(0, channels)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -deviations[c]))
                .limit(FeatureView.KEPT)
                .map(c -> new FeatureView.Channel(c, deviations[c], channel(values, channels, c)))
                .toList();
        return new FeatureView(name, stride, channels, height, width, mean, silent, new ArrayList<>(strongest));
    }

    private static float[] channel(float[] values, int channels, int channel) {
        float[] one = new float[values.length / channels];
        for (int pixel = 0; pixel < one.length; pixel++) {
            one[pixel] = values[pixel * channels + channel];
        }
        return one;
    }
}
