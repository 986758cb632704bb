package maskrcnn4j.mask;

import java.util.Arrays;

/** Collects {@linkplain Spans spans} in ascending order and joins those that touch. */
final class SpanBuilder {
    private int[] spans;
    private int n;

    SpanBuilder(int expected) {
        spans = new int[Math.max(16, expected)];
    }

    /** Adds the pixels {@code [start, stop)}, which must not begin before the last ones ended. */
    void add(int start, int stop) {
        if (start == stop) {
            return;
        }
        if (n > 0 && spans[n - 1] == start) {
            spans[n - 1] = stop;
            return;
        }
        if (n + 2 > spans.length) {
            spans = Arrays.copyOf(spans, spans.length * 2);
        }
        spans[n++] = start;
        spans[n++] = stop;
    }

    Rle build(int height, int width) {
        return Rle.canonical(height, width, spans, n);
    }
}
