package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Summary;
import tools.jackson.databind.JsonNode;

/** A summary of rows, one for each box, of which some may come out in one way or another. */
record SampledRows(JsonNode summary, Set<Integer> eitherWay) {
    static SampledRows of(JsonNode summary, Set<Integer> eitherWay) {
        return new SampledRows(summary, eitherWay);
    }

    /**
     * Holds values against it: those at sampled places, and sums where no row may come out in two ways.
     *
     * @param values rows in any order
     * @param order which of them stands at each place of the summary
     */
    void requireClose(String what, float[] values, int[] order, double tolerance) {
        long[] shape = FixtureFile.longs(summary.path("shape"));
        assertThat(shape[0]).isEqualTo(order.length);
        int size = 1;
        for (int i = 1; i < shape.length; i++) {
            size *= (int) shape[i];
        }
        if (eitherWay.isEmpty()) {
            float[] ordered = new float[order.length * size];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(values, order[i] * size, ordered, i * size, size);
            }
            new Summary(what, summary).requireClose(ordered, tolerance);
            return;
        }
        for (int i = 0; i < summary.path("at").size(); i++) {
            int at = summary.path("at").get(i).asInt();
            if (!eitherWay.contains(at / size)) {
                assertThat((double) values[order[at / size] * size + at % size])
                        .as("%s, row %d", what, at / size)
                        .isCloseTo(summary.path("values").get(i).asDouble(), within(tolerance));
            }
        }
    }
}
