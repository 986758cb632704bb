package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * What pycocotools computes from run lengths that hold runs of length zero, its fault included.
 *
 * <p>Its walk over two masks stops as soon as both next runs are empty, so a mask {@code 0 2 0 2} is taken for
 * {@code 0 2} when it meets itself. {@link Rle} and {@link Spans} read such masks rightly. Evaluation that must give
 * pycocotools' number asks here, and only when {@linkplain Spans#hasZeroRuns both masks hold such runs}: with one of them
 * the walks agree.
 */
public final class StrictRuns {
    private StrictRuns() {}

    /**
     * Intersection over union of two masks of one size, whose boxes are known to overlap.
     *
     * @param detection run lengths, zeros first, that sum to the same number as those of {@code truth}
     * @param crowd whether the union is the detection's area
     * @throws MaskException if the sums differ
     */
    public static double iou(int[] detection, int[] truth, boolean crowd) {
        Walk walk = new Walk(detection, truth);
        int shared = 0;
        int union = 0;
        while (walk.alive) {
            boolean both = walk.inA && walk.inB;
            boolean any = walk.inA || walk.inB;
            int step = walk.step();
            union += any ? step : 0;
            shared += both ? step : 0;
        }
        if (shared == 0) {
            return 0;
        }
        return (double) shared / (crowd ? area(detection) : union);
    }

    /**
     * The run lengths of the union, or the intersection, of two masks of one size.
     *
     * @throws MaskException if the runs of the masks do not have one sum
     */
    public static int[] merge(int[] a, int[] b, boolean intersect) {
        Walk walk = new Walk(a, b);
        int[] merged = new int[a.length + b.length + 1];
        int n = 0;
        int length = 0;
        boolean in = false;
        while (walk.alive) {
            length += walk.step();
            boolean now = intersect ? walk.inA && walk.inB : walk.inA || walk.inB;
            if (now != in || !walk.alive) {
                merged[n++] = length;
                length = 0;
            }
            in = now;
        }
        return Arrays.copyOf(merged, n);
    }

    private static int area(int[] counts) {
        int area = 0;
        for (int i = 1; i < counts.length; i += 2) {
            area += counts[i];
        }
        return area;
    }

    private static final class Walk {
        private final int[] a;
        private final int[] b;
        private int i = 1;
        private int j = 1;
        private int leftA;
        private int leftB;
        boolean inA;
        boolean inB;
        boolean alive = true;

        Walk(int[] a, int[] b) {
            this.a = a;
            this.b = b;
            leftA = a.length > 0 ? a[0] : 0;
            leftB = b.length > 0 ? b[0] : 0;
        }

        /** Goes to the end of the nearer run and returns how far that was. */
        int step() {
            int step = Math.min(leftA, leftB);
            int before = i + j;
            leftA -= step;
            leftB -= step;
            if (leftA == 0 && i < a.length) {
                leftA = a[i++];
                inA = !inA;
            }
            if (leftB == 0 && j < b.length) {
                leftB = b[j++];
                inB = !inB;
            }
            alive = leftA > 0 || leftB > 0;
            if (alive && step == 0 && i + j == before) {
                // Here pycocotools would walk for ever.
                throw new MaskException("the runs of two masks sum to different numbers");
            }
            return step;
        }
    }
}
