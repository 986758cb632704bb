package maskrcnn4j.dataset.stats;

import java.util.List;

/**
 * Colours over all pixels of all pictures, on the scale 0 to 255.
 *
 * @param mean of red, green and blue
 * @param std their standard deviations
 */
public record ColourStats(List<Double> mean, List<Double> std) {

    /** Sums over pictures. */
    record Sums(long pixels, double[] sum, double[] squares) {

        Sums plus(Sums other) {
            double[] sums = sum.clone();
            double[] ofSquares = squares.clone();
            for (int c = 0; c < sums.length; c++) {
                sums[c] += other.sum[c];
                ofSquares[c] += other.squares[c];
            }
            return new Sums(pixels + other.pixels, sums, ofSquares);
        }

        ColourStats stats() {
            Double[] mean = new Double[sum.length];
            Double[] std = new Double[sum.length];
            for (int c = 0; c < sum.length; c++) {
                mean[c] = sum[c] / pixels;
                std[c] = Math.sqrt(Math.max(0, squares[c] / pixels - mean[c] * mean[c]));
            }
            return new ColourStats(List.of(mean), List.of(std));
        }
    }
}
