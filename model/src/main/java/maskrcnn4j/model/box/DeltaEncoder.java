package maskrcnn4j.model.box;

/** What leads from one box to another, in the numbers that the network says. */
@FunctionalInterface
public interface DeltaEncoder {
    /**
     * Writes the four deltas.
     *
     * @param from x1, y1, x2, y2 of the box to start from
     * @param to x1, y1, x2, y2 of the box to arrive at
     * @param into takes the deltas from {@code at} on
     */
    void encode(double[] from, double[] to, float[] into, int at);
}
