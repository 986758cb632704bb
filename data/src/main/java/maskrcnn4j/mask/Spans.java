package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * Mask arithmetic on plain arrays, for callers that hold very many masks.
 *
 * <p>A mask is a range {@code [from, to)} of an int array: start and stop (exclusive) of each run of ones, in pixels
 * counted down the columns (pixel of row y and column x: {@code x * height + y}), ascending. The run lengths {@code 5 2 9}
 * of a 4 x 4 mask are the spans {@code 5 7}; an empty mask has none. Spans are <i>canonical</i> when all numbers differ, as
 * they do unless a text held runs of length zero.
 */
public final class Spans {
    private Spans() {}

    /** The number of pixels in a mask. */
    public static int area(int[] spans, int from, int to) {
        int area = 0;
        for (int i = from; i < to; i += 2) {
            area += spans[i + 1] - spans[i];
        }
        return area;
    }

    /**
     * The smallest box around a mask, in whole pixels: x, y, width, height into {@code box[at..at+3]}; zeros for a mask
     * without spans.
     *
     * <p>Like pycocotools, a mask whose spans are all of length zero (which no canonical mask is) gets the box
     * {@code width, height, 2^32 - width + 1, 2^32 - height + 1}; its overlap with anything is 0 either way.
     */
    public static void boundingBox(int[] spans, int from, int to, int height, int width, double[] box, int at) {
        if (from == to) {
            Arrays.fill(box, at, at + 4, 0);
            return;
        }
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        // Divisions are slow, and most spans begin in the column behind that of the one before.
        int column = 0;
        int columnEnd = height;
        for (int i = from; i < to; i += 2) {
            int start = spans[i];
            int stop = spans[i + 1];
            if (stop <= start) {
                continue;
            }
            if (start >= columnEnd) {
                column = start - columnEnd < height ? column + 1 : start / height;
                columnEnd = (column + 1) * height;
            }
            if (column < left) {
                left = column;
            }
            int columnStart = columnEnd - height;
            if (stop - columnStart <= height) {
                top = Math.min(top, start - columnStart);
                bottom = Math.max(bottom, stop - 1 - columnStart);
            } else {
                column = (stop - 1) / height;
                columnEnd = (column + 1) * height;
                top = 0;
                bottom = height - 1;
            }
            right = column;
        }
        box[at] = left;
        box[at + 1] = top;
        box[at + 2] = right - left + 1 & 0xffffffffL;
        box[at + 3] = bottom - top + 1 & 0xffffffffL;
    }

    /** The number of pixels that two masks of one size share. */
    public static int intersection(int[] a, int aFrom, int aTo, int[] b, int bFrom, int bTo) {
        if (aFrom == aTo || bFrom == bTo) {
            return 0;
        }
        int shared = 0;
        int i = aFrom;
        int j = bFrom;
        int aStart = a[i];
        int aStop = a[i + 1];
        int bStart = b[j];
        int bStop = b[j + 1];
        while (true) {
            shared += Math.max(0, Math.min(aStop, bStop) - Math.max(aStart, bStart));
            if (aStop < bStop) {
                i += 2;
                if (i >= aTo) {
                    return shared;
                }
                aStart = a[i];
                aStop = a[i + 1];
            } else {
                j += 2;
                if (j >= bTo) {
                    return shared;
                }
                bStart = b[j];
                bStop = b[j + 1];
            }
        }
    }

    /** The first place in {@code [from, to)} whose span ends after {@code position}: where a walk may begin. */
    public static int firstEndingAfter(int[] spans, int from, int to, int position) {
        int low = 0;
        int high = (to - from) / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans[from + 2 * middle + 1] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return from + 2 * low;
    }

    /**
     * Intersection over union of two masks of one size, from their shared pixels and areas, as COCO defines it: 0 when
     * they share nothing, and over the detection's own area when the ground truth is a crowd.
     */
    public static double iou(int shared, int detectionArea, int truthArea, boolean crowd) {
        if (shared == 0) {
            return 0;
        }
        return (double) shared / (crowd ? detectionArea : detectionArea + truthArea - shared);
    }

    /** The union of two masks of one size into {@code out}; returns the place after the last. */
    public static int union(int[] a, int aFrom, int aTo, int[] b, int bFrom, int bTo, int[] out, int at) {
        int i = aFrom;
        int j = bFrom;
        int n = at;
        int start = -1;
        int stop = -1;
        while (i < aTo || j < bTo) {
            boolean fromA = j >= bTo || (i < aTo && a[i] <= b[j]);
            int nextStart = fromA ? a[i] : b[j];
            int nextStop = fromA ? a[i + 1] : b[j + 1];
            if (fromA) {
                i += 2;
            } else {
                j += 2;
            }
            if (nextStart == nextStop) {
                continue;
            }
            if (start >= 0 && nextStart <= stop) {
                stop = Math.max(stop, nextStop);
                continue;
            }
            if (start >= 0) {
                out[n++] = start;
                out[n++] = stop;
            }
            start = nextStart;
            stop = nextStop;
        }
        if (start >= 0) {
            out[n++] = start;
            out[n++] = stop;
        }
        return n;
    }

    /** The pixels that two masks of one size share into {@code out}; returns the place after the last. */
    public static int intersect(int[] a, int aFrom, int aTo, int[] b, int bFrom, int bTo, int[] out, int at) {
        int i = aFrom;
        int j = bFrom;
        int n = at;
        while (i < aTo && j < bTo) {
            int start = Math.max(a[i], b[j]);
            int stop = Math.min(a[i + 1], b[j + 1]);
            if (start < stop) {
                n = append(out, at, n, start, stop);
            }
            if (a[i + 1] < b[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return n;
    }

    /** Whether some span or gap between spans has length zero; only texts that hold zero runs give such spans. */
    public static boolean hasZeroRuns(int[] spans, int from, int to) {
        boolean zero = false;
        for (int i = from + 1; i < to; i++) {
            zero |= spans[i] == spans[i - 1];
        }
        return zero;
    }

    /** Drops empty spans and joins touching ones, in place; returns the new end. */
    public static int canonicalise(int[] spans, int from, int to) {
        int n = from;
        for (int i = from; i < to; i += 2) {
            if (spans[i] < spans[i + 1]) {
                n = append(spans, from, n, spans[i], spans[i + 1]);
            }
        }
        return n;
    }

    private static int append(int[] spans, int from, int n, int start, int stop) {
        if (n > from && spans[n - 1] == start) {
            spans[n - 1] = stop;
            return n;
        }
        spans[n] = start;
        spans[n + 1] = stop;
        return n + 2;
    }
}
