package maskrcnn4j.model.box;

import java.util.List;

/**
 * Matterport's deltas dy, dx, dh, dw, divided by standard deviations: of anchors in double precision as NumPy has it, of
 * proposals in single precision as its graph has it.
 */
public final class VerticalFirstDeltas {
    private VerticalFirstDeltas() {}

    /**
     * In double precision.
     *
     * @param weights the inverse of the standard deviations of dy, dx, dh, dw
     */
    public static DeltaEncoder inDoublePrecision(List<Double> weights) {
        return (from, to, into, at) -> {
            double[] deltas = encode(from, to, weights);
            for (int i = 0; i < 4; i++) {
                into[at + i] = (float) deltas[i];
            }
        };
    }

    /**
     * The deltas in double precision.
     *
     * @param from x1, y1, x2, y2
     * @param to x1, y1, x2, y2
     * @param weights the inverse of the standard deviations of dy, dx, dh, dw
     */
    public static double[] encode(double[] from, double[] to, List<Double> weights) {
        double width = from[2] - from[0];
        double height = from[3] - from[1];
        double newWidth = to[2] - to[0];
        double newHeight = to[3] - to[1];
        return new double[] {
            (to[1] + 0.5 * newHeight - (from[1] + 0.5 * height)) / height * weights.get(0),
            (to[0] + 0.5 * newWidth - (from[0] + 0.5 * width)) / width * weights.get(1),
            Math.log(newHeight / height) * weights.get(2),
            Math.log(newWidth / width) * weights.get(3)
        };
    }

    /**
     * In single precision, of boxes in units of the network input.
     *
     * @param weights the inverse of the standard deviations of dy, dx, dh, dw
     */
    public static DeltaEncoder inSinglePrecision(List<Double> weights) {
        float[] deviations = NormalizedBoxes.deviations(weights);
        return (from, to, into, at) -> {
            float[] deltas = NormalizedBoxes.encode(yx(from), 0, yx(to), 0);
            for (int i = 0; i < 4; i++) {
                into[at + i] = deltas[i] / deviations[i];
            }
        };
    }

    private static float[] yx(double[] box) {
        return new float[] {(float) box[1], (float) box[0], (float) box[3], (float) box[2]};
    }
}
