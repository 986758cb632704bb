package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * The cracks between the pixels of a mask and those around it, linked into closed loops.
 *
 * <p>Cut at the column ends, each run of a column has two horizontal cracks of length one: its top (edge {@code 2 * run}),
 * followed to the right, and its bottom (edge {@code 2 * run + 1}), followed to the left; so the mask always lies to the
 * right hand. The vertical cracks between two columns are not stored: they lead from one horizontal crack to the {@code
 * next}. Where two pixels touch at a corner only, the way keeps to the pixel it came along.
 */
final class CrackGraph {
    private int runs;

    /** Column, top and bottom row (exclusive) of each run; runs are in the order of columns, then rows. */
    private int[] column;

    private int[] top;
    private int[] bottom;
    private final int[] next;
    private int loopCount;

    CrackGraph(Rle mask) {
        int expected = Math.max(16, mask.spanCount());
        column = new int[expected];
        top = new int[expected];
        bottom = new int[expected];
        mask.forEachRun((x, y1, y2) -> {
            if (runs == column.length) {
                column = Arrays.copyOf(column, runs * 2);
                top = Arrays.copyOf(top, runs * 2);
                bottom = Arrays.copyOf(bottom, runs * 2);
            }
            column[runs] = x;
            top[runs] = y1;
            bottom[runs] = y2;
            runs++;
        });
        next = new int[2 * runs];
        int left = 0;
        int leftEnd = 0;
        int i = 0;
        while (i < runs) {
            int x = column[i];
            if (leftEnd > left && column[left] + 1 < x) {
                link(left, leftEnd, leftEnd, leftEnd);
                left = leftEnd;
            }
            int end = i;
            while (end < runs && column[end] == x) {
                end++;
            }
            link(left, leftEnd, i, end);
            left = i;
            leftEnd = end;
            i = end;
        }
        link(left, leftEnd, leftEnd, leftEnd);
    }

    /** Links the cracks that meet on the line between two columns, given by their runs. */
    private void link(int l, int lEnd, int r, int rEnd) {
        // Going down the line: a crack that waits for the end of a way down, or for the start of a way up.
        int downFrom = -1;
        int upTo = -1;
        boolean inL = false;
        boolean inR = false;
        while (l < lEnd || r < rEnd) {
            int yL = l < lEnd ? (inL ? bottom[l] : top[l]) : Integer.MAX_VALUE;
            int yR = r < rEnd ? (inR ? bottom[r] : top[r]) : Integer.MAX_VALUE;
            boolean atL = yL <= yR;
            boolean atR = yR <= yL;
            boolean wasL = inL;
            boolean wasR = inR;
            int edgeL = atL ? 2 * l + (wasL ? 1 : 0) : -1;
            int edgeR = atR ? 2 * r + (wasR ? 1 : 0) : -1;
            // Tops of the left column and bottoms of the right one arrive here, the others leave.
            int arrivesL = atL && !wasL ? edgeL : -1;
            int leavesL = atL && wasL ? edgeL : -1;
            int arrivesR = atR && wasR ? edgeR : -1;
            int leavesR = atR && !wasR ? edgeR : -1;
            inL ^= atL;
            inR ^= atR;
            if (wasL && !wasR) {
                // A way down ends here; at a corner contact it turns back under its own pixel.
                next[downFrom] = leavesL >= 0 ? leavesL : leavesR;
            }
            if (wasR && !wasL) {
                // A way up started here.
                next[arrivesR >= 0 ? arrivesR : arrivesL] = upTo;
            }
            if (wasL == wasR && inL == inR) {
                // Both columns begin or end here: straight on.
                next[arrivesL >= 0 ? arrivesL : arrivesR] = leavesR >= 0 ? leavesR : leavesL;
            }
            if (inL && !inR) {
                downFrom = arrivesL >= 0 ? arrivesL : arrivesR;
            }
            if (inR && !inL) {
                upTo = leavesR >= 0 ? leavesR : leavesL;
            }
            l += leavesL >= 0 ? 1 : 0;
            r += arrivesR >= 0 ? 1 : 0;
        }
    }

    /** The loop of each edge, numbered in the order of their first edges. */
    int[] loops() {
        int[] loop = new int[next.length];
        Arrays.fill(loop, -1);
        loopCount = 0;
        for (int e = 0; e < next.length; e++) {
            if (loop[e] < 0) {
                for (int f = e; loop[f] < 0; f = next[f]) {
                    loop[f] = loopCount;
                }
                loopCount++;
            }
        }
        return loop;
    }

    int loopCount() {
        return loopCount;
    }

    /** For each loop the outer loop of its part: itself, or the one whose hole it is. */
    int[] parents(int[] loop) {
        // A loop's first edge is a top, the leftmost, for outer outlines; a bottom for holes.
        int[] parent = new int[loopCount];
        Arrays.fill(parent, -1);
        for (int e = 0; e < next.length; e++) {
            int i = loop[e];
            if (parent[i] < 0) {
                // Above a hole's first bottom its run has a top, which belongs to a loop that begins farther left or
                // above.
                parent[i] = e % 2 == 0 ? i : parent[loop[e - 1]];
            }
        }
        return parent;
    }

    /** Joins each hole to the loop above it: both ways along one vertical line, which no filling rule of ours sees. */
    void joinHoles(int[] loop, int[] parent) {
        int[] previous = new int[next.length];
        for (int e = 0; e < next.length; e++) {
            previous[next[e]] = e;
        }
        boolean[] joined = new boolean[loopCount];
        for (int e = 1; e < next.length; e += 2) {
            int i = loop[e];
            if (parent[i] != i && !joined[i]) {
                joined[i] = true;
                int above = e - 1;
                int before = previous[above];
                next[before] = next[e];
                previous[next[before]] = before;
                next[e] = above;
                previous[above] = e;
            }
        }
    }

    /** The corners of the loop through an edge. */
    double[] ring(int start) {
        double[] ring = new double[16];
        int n = 0;
        int e = start;
        do {
            int f = next[e];
            int x = column[e / 2] + (e % 2 == 0 ? 1 : 0);
            int y = y(e);
            int nextY = y(f);
            boolean straight = y == nextY && e % 2 == f % 2;
            if (!straight) {
                if (n + 4 > ring.length) {
                    ring = Arrays.copyOf(ring, ring.length * 2);
                }
                ring[n++] = x;
                ring[n++] = y;
                if (nextY != y) {
                    ring[n++] = x;
                    ring[n++] = nextY;
                }
            }
            e = f;
        } while (e != start);
        return Arrays.copyOf(ring, n);
    }

    private int y(int edge) {
        return edge % 2 == 0 ? top[edge / 2] : bottom[edge / 2];
    }
}
