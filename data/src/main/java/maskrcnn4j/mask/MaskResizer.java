package maskrcnn4j.mask;

import java.util.Arrays;

/** Resizes masks to the nearest pixel, run by run: no bitmap of the picture is made. */
public final class MaskResizer {
    /** Which pixel of the source a pixel of the target takes. */
    public enum Nearest {
        /** {@code floor(i * source / target)}, in float32: PyTorch's {@code nearest}. */
        FLOOR,
        /** {@code floor((i + 0.5) * source / target)}, stepped to from pixel to pixel: Pillow's, with its rounding. */
        CENTRE,
        /** {@code floor(i * (source - 1) / (target - 1) + 0.5)}: corners stay corners; SciPy's {@code zoom}. */
        CORNERS
    }

    private int[] columns = new int[64];
    private int[] tops = new int[64];
    private int[] bottoms = new int[64];
    private int count;

    private MaskResizer() {}

    /**
     * Resizes a mask.
     *
     * @throws MaskException if the new size is negative or has more pixels than a mask can
     */
    public static Rle resize(Rle mask, int height, int width, Nearest rule) {
        if (mask.height() == height && mask.width() == width) {
            return mask;
        }
        if (mask.isEmpty() || MaskException.pixels(height, width) == 0) {
            return Rle.empty(height, width);
        }
        MaskResizer runs = new MaskResizer();
        mask.forEachRun(runs::add);
        return runs.spread(
                sources(mask.width(), width, rule),
                firstTargets(sources(mask.height(), height, rule), mask.height()),
                height,
                width);
    }

    private void add(int column, int top, int bottom) {
        if (count == columns.length) {
            columns = Arrays.copyOf(columns, 2 * count);
            tops = Arrays.copyOf(tops, 2 * count);
            bottoms = Arrays.copyOf(bottoms, 2 * count);
        }
        columns[count] = column;
        tops[count] = top;
        bottoms[count++] = bottom;
    }

    private Rle spread(int[] sourceColumns, int[] firstRow, int height, int width) {
        SpanBuilder spans = new SpanBuilder(2 * count);
        int first = 0;
        for (int x = 0; x < width; x++) {
            while (first < count && columns[first] < sourceColumns[x]) {
                first++;
            }
            for (int run = first; run < count && columns[run] == sourceColumns[x]; run++) {
                int top = firstRow[tops[run]];
                int bottom = firstRow[bottoms[run]];
                if (bottom > top) {
                    spans.add(x * height + top, x * height + bottom);
                }
            }
        }
        return spans.build(height, width);
    }

    private static int[] sources(int from, int to, Nearest rule) {
        int[] sources = new int[to];
        float scale = (float) from / to;
        double corners = to > 1 ? (from - 1.0) / (to - 1) : 0;
        double step = (double) from / to;
        double centre = 0.5 * step;
        for (int i = 0; i < to; i++) {
            int at = switch (rule) {
                case FLOOR -> (int) (i * scale);
                case CENTRE -> (int) centre;
                case CORNERS -> (int) Math.floor(i * corners + 0.5);
            };
            sources[i] = Math.min(at, from - 1);
            centre += step;
        }
        return sources;
    }

    /** For each pixel of the source, and for its end: the first pixel of the target that takes it or a later one. */
    private static int[] firstTargets(int[] sources, int from) {
        int[] first = new int[from + 1];
        int target = 0;
        for (int i = 0; i <= from; i++) {
            while (target < sources.length && sources[target] < i) {
                target++;
            }
            first[i] = target;
        }
        return first;
    }
}
