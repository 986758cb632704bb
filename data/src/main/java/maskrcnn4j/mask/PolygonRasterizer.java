package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * Fills polygons exactly as COCO's mask arithmetic does, without an object per polygon. Keeps its arrays between polygons:
 * one instance belongs to one thread.
 *
 * <p>COCO's rule: corners are multiplied by 5 and rounded; each edge is walked in whole steps along its longer axis; where
 * the walk passes the middle of a pixel column, the run of that column turns over at {@code (v + 0.5) / 5 - 0.5}, rounded
 * up, where v is the upper one of the two steps. Instead of walking, this goes straight to the steps at which columns are
 * passed, about one in five, and never outside the picture: the result is the same.
 *
 * <p>Within a ring the even-odd rule holds; several rings are united.
 */
public final class PolygonRasterizer {
    /** Coordinates beyond this are refused; COCO's own code overflows from about 4e8 on. */
    static final double LIMIT = 1e8;

    /** Fourteen hundred times through a picture of 12,000 columns; more is an attack on memory. */
    private static final int MOST_CROSSINGS = 1 << 24;

    private static final int SCALE = 5;

    /** A column is passed twice by most outlines; a long zigzag must not take quadratic time. */
    private static final int INSERTION_LIMIT = 32;

    private int height;
    private int width;
    private int[] crossings = new int[256];
    private int[] columns = new int[256];
    private int crossingCount;
    private int[] columnStart = new int[256];
    private int[] sorted = new int[256];
    private int[] united = new int[256];
    private int unitedLength;
    private int[] merged = new int[256];

    /** Begins a new mask of the given size, without pixels. */
    public void begin(int newHeight, int newWidth) {
        MaskException.pixels(newHeight, newWidth);
        height = newHeight;
        width = newWidth;
        unitedLength = 0;
    }

    /**
     * Adds a ring to the mask.
     *
     * @param xy x and y of each corner in turn, in pixels; the last corner is joined to the first, an odd last number is
     *     left out
     * @param from first number
     * @param to one past the last number
     * @throws MaskException if a coordinate is not a number or farther than 1e8 pixels from the origin, or if the ring is
     *     so long that it could only be meant to fill memory
     */
    public void addRing(double[] xy, int from, int to) {
        int points = (to - from) / 2;
        if (points == 0 || height == 0 || width == 0) {
            return;
        }
        crossingCount = 0;
        int firstX = scaled(xy[from]);
        int firstY = scaled(xy[from + 1]);
        int x = firstX;
        int y = firstY;
        for (int i = 1; i < points; i++) {
            int nextX = scaled(xy[from + 2 * i]);
            int nextY = scaled(xy[from + 2 * i + 1]);
            edge(x, y, nextX, nextY);
            x = nextX;
            y = nextY;
        }
        edge(x, y, firstX, firstY);
        sort();
        unite(cancelPairs());
    }

    /** The {@linkplain Spans spans} of the mask: the first {@link #length()} numbers, valid until the next call. */
    public int[] spans() {
        return united;
    }

    /** How many numbers of {@link #spans()} belong to the mask. */
    public int length() {
        return unitedLength;
    }

    /** The mask as a value of its own. */
    public Rle toRle() {
        return Rle.canonical(height, width, Arrays.copyOf(united, unitedLength), unitedLength);
    }

    /**
     * Requires of a ring that is not drawn, or later, what {@link #addRing} does of one that is.
     *
     * @param xy x and y of each corner in turn, in pixels
     * @throws MaskException if a coordinate is not a number or farther than 1e8 pixels from the origin
     */
    public static void requireCoordinates(double[] xy) {
        for (double value : xy) {
            requireCoordinate(value);
        }
    }

    private static void requireCoordinate(double value) {
        if (!(Math.abs(value) <= LIMIT)) {
            throw new MaskException("polygon coordinate " + value + " is not a number within 1e8 pixels of the origin");
        }
    }

    private static int scaled(double value) {
        requireCoordinate(value);
        return (int) (SCALE * value + 0.5);
    }

    private void edge(int x1, int y1, int x2, int y2) {
        int dx = Math.abs(x2 - x1);
        int dy = Math.abs(y2 - y1);
        if (dx == 0) {
            return;
        }
        if (dx >= dy) {
            if (x1 > x2) {
                flatEdge(x2, y2, x1, y1, dx);
            } else {
                flatEdge(x1, y1, x2, y2, dx);
            }
        } else if (y1 > y2) {
            steepEdge(x2, y2, x1, dy);
        } else {
            steepEdge(x1, y1, x2, dy);
        }
    }

    /** An edge that runs right, one step in x at a time. */
    private void flatEdge(int x1, int y1, int x2, int y2, int dx) {
        int first = firstColumn(x1);
        int last = lastColumn(x2);
        reserve(last - first + 1);
        double slope = (double) (y2 - y1) / dx;
        for (int c = first; c <= last; c++) {
            int t = SCALE * c + 2 - x1;
            int v = (int) (y1 + slope * t + 0.5);
            int next = (int) (y1 + slope * (t + 1) + 0.5);
            emit(c, Math.min(v, next));
        }
    }

    /** An edge that runs down, one step in y at a time. */
    private void steepEdge(int x1, int y1, int x2, int dy) {
        int first = firstColumn(Math.min(x1, x2));
        int last = lastColumn(Math.max(x1, x2));
        reserve(last - first + 1);
        double slope = (double) (x2 - x1) / dy;
        double steps = (double) dy / (x2 - x1);
        boolean right = x2 > x1;
        for (int c = first; c <= last; c++) {
            int before = SCALE * c + 2;
            // The first step that has passed the column; the product only guesses it.
            int t = (int) ((before + 0.5 - x1) * steps);
            t = t < 1 ? 1 : t > dy ? dy : t;
            while (t > 1 && passed(x1, slope, t - 1, before, right)) {
                t--;
            }
            while (t < dy && !passed(x1, slope, t, before, right)) {
                t++;
            }
            emit(c, y1 + t - 1);
        }
    }

    private static boolean passed(int x1, double slope, int t, int before, boolean right) {
        int u = (int) (x1 + slope * t + 0.5);
        return right ? u > before : u <= before;
    }

    /** The first column of the picture that is passed on the way right from x. */
    private static int firstColumn(int x) {
        return Math.max(0, Math.floorDiv(x + 2, SCALE));
    }

    /** The last column of the picture that is passed on the way right to x. */
    private int lastColumn(int x) {
        return Math.min(width - 1, Math.floorDiv(x - 3, SCALE));
    }

    private void emit(int column, int v) {
        // The quotient by 5 of a positive int as a product, since not every compiler sees to that.
        int row = v <= -2 ? 0 : (int) ((v + 2) * 0xCCCCCCCDL >>> 34);
        columns[crossingCount] = column;
        crossings[crossingCount++] = column * height + (row < height ? row : height);
    }

    private void reserve(int more) {
        if (more > crossings.length - crossingCount) {
            if (more > MOST_CROSSINGS - crossingCount) {
                throw new MaskException(
                        "polygon passes more than " + MOST_CROSSINGS + " pixel columns; no outline is that long");
            }
            int length = Math.max(crossings.length * 2, crossingCount + more);
            crossings = Arrays.copyOf(crossings, length);
            columns = Arrays.copyOf(columns, length);
        }
    }

    /** Puts the crossings in ascending order: first by column, counting; then within each column. */
    private void sort() {
        int n = crossingCount;
        int least = width;
        int most = 0;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, columns[i]);
            most = Math.max(most, columns[i]);
        }
        int range = Math.max(0, most - least + 1);
        if (columnStart.length < range + 1) {
            columnStart = new int[Math.max(range + 1, columnStart.length * 2)];
        }
        Arrays.fill(columnStart, 0, range + 1, 0);
        for (int i = 0; i < n; i++) {
            columnStart[columns[i] - least + 1]++;
        }
        for (int c = 1; c < range; c++) {
            columnStart[c] += columnStart[c - 1];
        }
        if (sorted.length < crossings.length) {
            sorted = new int[crossings.length];
        }
        for (int i = 0; i < n; i++) {
            sorted[columnStart[columns[i] - least]++] = crossings[i];
        }
        // Each start has moved to its column's end.
        for (int c = 0, from = 0; c < range; c++) {
            int to = columnStart[c];
            if (to - from > INSERTION_LIMIT) {
                Arrays.sort(sorted, from, to);
            } else {
                insertionSort(from, to);
            }
            from = to;
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int value = sorted[i];
            int j = i;
            while (j > from && sorted[j - 1] > value) {
                sorted[j] = sorted[j - 1];
                j--;
            }
            sorted[j] = value;
        }
    }

    /** Two turns at one place are none. */
    private int cancelPairs() {
        int n = 0;
        for (int i = 0; i < crossingCount; i++) {
            if (n > 0 && sorted[n - 1] == sorted[i]) {
                n--;
            } else {
                sorted[n++] = sorted[i];
            }
        }
        return n;
    }

    private void unite(int n) {
        if (unitedLength == 0) {
            int[] swap = united;
            united = sorted;
            sorted = swap;
            unitedLength = n;
            return;
        }
        if (merged.length < unitedLength + n) {
            merged = new int[Math.max(merged.length * 2, unitedLength + n)];
        }
        unitedLength = Spans.union(united, 0, unitedLength, sorted, 0, n, merged, 0);
        int[] swap = united;
        united = merged;
        merged = swap;
    }
}
