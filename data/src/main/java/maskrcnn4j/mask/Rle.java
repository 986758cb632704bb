package maskrcnn4j.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The mask of one object in a picture, as run lengths down the columns (COCO's RLE). Immutable.
 *
 * <p>Two masks are equal when they have one size and the same pixels: runs of length zero inside and a trailing one are
 * dropped when a mask is made. (Callers that need pycocotools' answer for such runs find it in {@link StrictRuns}.)
 *
 * <p>Sizes are always height before width, as in COCO's {@code size}; pixels are counted down the columns.
 */
public final class Rle {
    private static final int[] NONE = {};

    private final int height;
    private final int width;
    private final int[] spans;

    private Rle(int height, int width, int[] spans) {
        this.height = height;
        this.width = width;
        this.spans = spans;
    }

    /** A mask without pixels. */
    public static Rle empty(int height, int width) {
        MaskException.pixels(height, width);
        return new Rle(height, width, NONE);
    }

    /**
     * Makes a mask of run lengths, zeros first, as in COCO's uncompressed RLE. No runs at all are an empty mask.
     *
     * @throws MaskException if a run is negative or the runs do not sum to {@code height * width}
     */
    public static Rle ofCounts(int height, int width, int... counts) {
        int pixels = MaskException.pixels(height, width);
        int[] ends = new int[counts.length];
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new MaskException("run " + i + " is negative (" + counts[i] + ")");
            }
            sum += counts[i];
            ends[i] = (int) Math.min(sum, pixels);
        }
        if (sum != pixels && counts.length > 0) {
            throw new MaskException("runs sum to " + sum + " instead of the mask's " + pixels
                    + " pixels (height x width): wrong size or damaged runs");
        }
        return canonical(height, width, ends, counts.length & ~1);
    }

    /**
     * Makes a mask of {@linkplain Spans spans}, the part {@code [from, to)} of an array.
     *
     * @throws MaskException if they do not ascend or leave the picture
     */
    public static Rle ofSpans(int height, int width, int[] spans, int from, int to) {
        int pixels = MaskException.pixels(height, width);
        int last = 0;
        for (int i = from; i < to; i++) {
            if (spans[i] < last || spans[i] > pixels) {
                throw new MaskException(
                        "span position " + spans[i] + " does not follow " + last + " within " + pixels + " pixels");
            }
            last = spans[i];
        }
        if ((to - from & 1) != 0) {
            throw new MaskException("an odd number of span positions: " + (to - from));
        }
        return canonical(height, width, Arrays.copyOfRange(spans, from, to), to - from);
    }

    /**
     * Reads COCO's compressed RLE.
     *
     * @throws MaskException if the text is damaged or does not fit the size
     */
    public static Rle fromCompressed(int height, int width, String text) {
        return fromCompressed(height, width, RleText.bytes(text));
    }

    /** Reads COCO's compressed RLE, one character a byte. */
    public static Rle fromCompressed(int height, int width, byte[] text) {
        int pixels = MaskException.pixels(height, width);
        int[] spans = new int[text.length];
        return canonical(height, width, spans, RleText.decodeSpans(text, 0, text.length, pixels, spans, 0));
    }

    /**
     * Makes the mask of the pixels whose value is not 0.
     *
     * @param bitmap row by row, {@code height * width} values
     */
    public static Rle fromBitmap(int height, int width, byte[] bitmap) {
        return Bitmaps.encode(height, width, bitmap);
    }

    /** The mask of the whole pixels that a box covers with their centres; the part outside the picture is cut off. */
    public static Rle ofBox(int height, int width, Box box) {
        MaskException.pixels(height, width);
        int x1 = (int) Math.ceil(Math.max(box.x1() - 0.5, 0));
        int x2 = (int) Math.ceil(Math.min(box.x2() - 0.5, width));
        int y1 = (int) Math.ceil(Math.max(box.y1() - 0.5, 0));
        int y2 = (int) Math.ceil(Math.min(box.y2() - 0.5, height));
        if (x1 >= x2 || y1 >= y2) {
            return empty(height, width);
        }
        int[] spans = new int[2 * (x2 - x1)];
        for (int x = x1; x < x2; x++) {
            spans[2 * (x - x1)] = x * height + y1;
            spans[2 * (x - x1) + 1] = x * height + y2;
        }
        return canonical(height, width, spans, spans.length);
    }

    /** Takes over {@code spans}, whose order is known to be right. */
    static Rle canonical(int height, int width, int[] spans, int to) {
        int n = Spans.canonicalise(spans, 0, to);
        return new Rle(height, width, n == spans.length ? spans : n == 0 ? NONE : Arrays.copyOf(spans, n));
    }

    /** The height of the picture in pixels. */
    public int height() {
        return height;
    }

    /** The width of the picture in pixels. */
    public int width() {
        return width;
    }

    /** The number of pixels in the mask. */
    public int area() {
        return Spans.area(spans, 0, spans.length);
    }

    /** Whether the mask has no pixel. */
    public boolean isEmpty() {
        return spans.length == 0;
    }

    /** The smallest box of whole pixels around the mask; {@code (0, 0, 0, 0)} when it is empty. */
    public Box boundingBox() {
        double[] box = new double[4];
        Spans.boundingBox(spans, 0, spans.length, height, width, box, 0);
        return Box.ofXywh(box[0], box[1], box[2], box[3]);
    }

    /** The {@linkplain Spans spans} of the mask, a copy. */
    public int[] spans() {
        return spans.clone();
    }

    /** Copies the spans into an array and returns the place after the last. */
    public int copySpans(int[] into, int at) {
        System.arraycopy(spans, 0, into, at, spans.length);
        return at + spans.length;
    }

    /** How many numbers {@link #spans()} has: twice the number of runs of ones. */
    public int spanCount() {
        return spans.length;
    }

    /** The run lengths, zeros first, as in COCO's uncompressed RLE. They sum to the number of pixels. */
    public int[] counts() {
        int pixels = height * width;
        boolean toTheEnd = spans.length > 0 && spans[spans.length - 1] == pixels;
        int[] counts = new int[toTheEnd ? spans.length : spans.length + 1];
        int last = 0;
        for (int i = 0; i < counts.length; i++) {
            int end = i < spans.length ? spans[i] : pixels;
            counts[i] = end - last;
            last = end;
        }
        return counts;
    }

    /** The text of COCO's compressed RLE. */
    public String toCompressed() {
        return new String(toCompressedBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The text of COCO's compressed RLE, one character a byte. */
    public byte[] toCompressedBytes() {
        int[] counts = counts();
        return RleText.encode(counts, 0, counts.length);
    }

    /** The mask row by row: 1 inside, 0 outside; {@code height * width} values. */
    public byte[] toBitmap() {
        return Bitmaps.decode(this);
    }

    /** Whether the pixel of column x and row y is in the mask; pixels outside the picture are not. */
    public boolean contains(int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return false;
        }
        int position = x * height + y;
        int i = Spans.firstEndingAfter(spans, 0, spans.length, position);
        return i < spans.length && spans[i] <= position;
    }

    /** Receives the vertical runs of a mask. */
    @FunctionalInterface
    public interface RunVisitor {
        /** A run of ones in column {@code x}, from row {@code y1} to before row {@code y2}. */
        void run(int x, int y1, int y2);
    }

    /** Visits all runs of ones, column by column from the left, each column from above. */
    public void forEachRun(RunVisitor visitor) {
        for (int i = 0; i < spans.length; i += 2) {
            int start = spans[i];
            int stop = spans[i + 1];
            int x = start / height;
            while (start < stop) {
                int columnEnd = Math.min(stop, (x + 1) * height);
                // The last column of the largest masks ends beyond the ints.
                columnEnd = columnEnd < start ? stop : columnEnd;
                visitor.run(x, start - x * height, columnEnd - x * height);
                start = columnEnd;
                x++;
            }
        }
    }

    /** The pixels that are in this mask or in the other. */
    public Rle union(Rle other) {
        checkSize(other);
        int[] out = new int[spans.length + other.spans.length];
        return canonical(
                height, width, out, Spans.union(spans, 0, spans.length, other.spans, 0, other.spans.length, out, 0));
    }

    /** The pixels that are in both masks. */
    public Rle intersect(Rle other) {
        checkSize(other);
        int[] out = new int[spans.length + other.spans.length];
        return canonical(
                height,
                width,
                out,
                Spans.intersect(spans, 0, spans.length, other.spans, 0, other.spans.length, out, 0));
    }

    /** The pixels of this mask that are not in the other. */
    public Rle minus(Rle other) {
        checkSize(other);
        return intersect(other.complement());
    }

    /** The pixels that are not in this mask. */
    public Rle complement() {
        int pixels = height * width;
        int[] out = new int[spans.length + 2];
        System.arraycopy(spans, 0, out, 1, spans.length);
        out[out.length - 1] = pixels;
        return canonical(height, width, out, out.length);
    }

    /** The number of pixels in both masks. */
    public int intersectionArea(Rle other) {
        checkSize(other);
        return Spans.intersection(spans, 0, spans.length, other.spans, 0, other.spans.length);
    }

    /** Intersection over union, 0 when the masks share nothing. */
    public double iou(Rle other) {
        return iou(other, false);
    }

    /**
     * Intersection over union with a ground truth mask; over this mask's own area when the truth is a crowd.
     *
     * @throws MaskException if the masks have different sizes
     */
    public double iou(Rle truth, boolean crowd) {
        return Spans.iou(intersectionArea(truth), area(), truth.area(), crowd);
    }

    /**
     * Cuts out a rectangle, which may reach over the edges of the picture; what lies there is empty.
     *
     * @return a mask of size {@code cropHeight} by {@code cropWidth} whose pixel (0, 0) is (x, y) of this mask
     */
    public Rle crop(int x, int y, int cropWidth, int cropHeight) {
        int pixels = MaskException.pixels(cropHeight, cropWidth);
        if (pixels == 0) {
            return empty(cropHeight, cropWidth);
        }
        SpanBuilder cut = new SpanBuilder(spans.length);
        forEachRun((column, y1, y2) -> {
            long newX = (long) column - x;
            long top = Math.max((long) y1 - y, 0);
            long bottom = Math.min((long) y2 - y, cropHeight);
            if (newX >= 0 && newX < cropWidth && top < bottom) {
                cut.add((int) (newX * cropHeight + top), (int) (newX * cropHeight + bottom));
            }
        });
        return cut.build(cropHeight, cropWidth);
    }

    private void checkSize(Rle other) {
        if (height != other.height || width != other.width) {
            throw new MaskException("masks of different sizes: " + height + " x " + width + " and " + other.height
                    + " x " + other.width + " (height x width)");
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Rle other
                && height == other.height
                && width == other.width
                && Arrays.equals(spans, other.spans);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(spans);
    }

    @Override
    public String toString() {
        return "Rle[" + height + " x " + width + ", " + area() + " pixels]";
    }
}
