package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * The pixels of a mask that lie near its outline: the mask without its erosion by a square of {@code 2 d + 1} pixels,
 * where everything outside the picture is background.
 *
 * <p>Literature: B. Cheng et al., "Boundary IoU: Improving Object-Centric Image Segmentation Evaluation", CVPR 2021.
 */
public final class MaskBoundary {
    /** The share of the picture's diagonal that the authors use. */
    public static final double USUAL_RATIO = 0.02;

    private MaskBoundary() {}

    /**
     * The distance for a picture: a share of its diagonal, rounded half to even, at least 1.
     *
     * @param ratio the share, for example {@link #USUAL_RATIO}
     */
    public static int distance(int height, int width, double ratio) {
        double diagonal = Math.sqrt((double) height * height + (double) width * width);
        return (int) Math.max(1, Math.rint(ratio * diagonal));
    }

    /**
     * The boundary of a mask.
     *
     * @param distance how far it reaches inwards, in pixels, at least 1
     */
    public static Rle of(Rle mask, int distance) {
        return mask.minus(eroded(mask, distance));
    }

    /**
     * The pixels whose neighbours up to this distance, diagonals included, all belong to the mask.
     *
     * @param distance in pixels, at least 1
     */
    public static Rle eroded(Rle mask, int distance) {
        int height = mask.height();
        SpanBuilder shorter = new SpanBuilder(mask.spanCount());
        mask.forEachRun((x, y1, y2) -> {
            if (y2 - y1 > 2L * distance) {
                shorter.add(x * height + y1 + distance, x * height + y2 - distance);
            }
        });
        int[] spans = acrossColumns(shorter.build(height, mask.width()).spans(), height, distance);
        return Rle.canonical(height, mask.width(), spans, spans.length);
    }

    /**
     * What is left of vertically eroded spans when the erosion goes sideways. Columns follow each other, so a step to the
     * side is a shift; windows are doubled until they are wide enough.
     */
    private static int[] acrossColumns(int[] spans, int height, int distance) {
        long wanted = 2L * distance + 1;
        int[] window = spans;
        long columns = 1;
        while (columns < wanted && window.length > 0) {
            long step = Math.min(columns, wanted - columns);
            if (step * height > Integer.MAX_VALUE) {
                return new int[0];
            }
            window = withShifted(window, (int) (step * height));
            columns += step;
        }
        // The windows began at their left ends.
        for (int i = 0; i < window.length; i++) {
            window[i] += distance * height;
        }
        return window;
    }

    /** The pixels that belong to a mask and to its copy moved towards the start by {@code shift} pixels. */
    private static int[] withShifted(int[] spans, int shift) {
        int[] out = new int[2 * spans.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < spans.length && j < spans.length) {
            int start = Math.max(spans[i], spans[j] - shift);
            int stop = Math.min(spans[i + 1], spans[j + 1] - shift);
            if (start < stop) {
                out[n++] = start;
                out[n++] = stop;
            }
            if (spans[i + 1] < spans[j + 1] - shift) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return Arrays.copyOf(out, n);
    }
}
