package maskrcnn4j.dataset.coco;

import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.RleText;
import maskrcnn4j.mask.Spans;

/**
 * Area and bounding box of a mask straight from its run-length text, in one pass and without unpacking it. The box is
 * COCO's: a run that crosses the end of a column makes it as high as the mask. Keeps the last result; for one thread.
 */
final class RunMeasure implements MaskInterest.MaskShape {
    /** Six characters hold 30 bits; a longer number, if sound at all, takes the slow way. */
    private static final int MOST_BITS = 25;

    private static final int BACKSLASH = '\\' - 48;

    private int rows;
    private int columns;
    private int area;
    private int x;
    private int y;
    private int width;
    private int height;
    private int after;

    /** Where the quote behind the last text stands. */
    int end;

    /** Whether the last text held backslashes, which JSON doubles. */
    boolean escaped;

    /**
     * Measures the characters {@code [from, to)} of a mask of the given size.
     *
     * @throws MaskException if the text breaks its format or does not fill the mask
     */
    void text(byte[] text, int from, int to, int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new MaskException("mask size " + rows + " x " + columns + " is beyond 2^31 pixels");
        }
        int[] spans = new int[to - from];
        int length = RleText.decodeSpans(text, from, to, rows * columns, spans, 0);
        area = Spans.area(spans, 0, length);
        double[] box = new double[4];
        if (area > 0) {
            Spans.boundingBox(spans, 0, length, rows, columns, box, 0);
        }
        x = (int) box[0];
        y = (int) box[1];
        width = (int) box[2];
        height = (int) box[3];
    }

    /**
     * Measures a text as it stands in JSON, up to the quote behind it, in the one pass that also finds that quote. The
     * loop is written out because it sees every byte of files of hundreds of megabytes.
     *
     * @return whether all was well; if not, the slow and careful way tells what was wrong
     */
    boolean quoted(byte[] text, int from, int rows, int columns) {
        if ((long) rows * columns > Integer.MAX_VALUE) {
            return false;
        }
        this.rows = rows;
        this.columns = columns;
        escaped = false;
        end = -1;
        int pixels = rows * columns;
        int position = 0;
        int gap = 0;
        int length = 0;
        int pairs = 0;
        int pixelsIn = 0;
        int column = 0;
        int columnEnd = rows;
        int left = columns;
        int top = rows;
        int right = 0;
        int bottom = 0;
        int at = from;
        while (true) {
            // Nearly all numbers are differences of one character.
            int c = text[at] - 48;
            int value;
            if ((c & ~31) == 0) {
                value = (c ^ 16) - 16;
                at++;
            } else {
                value = number(text, at);
                at = after;
                if (at < 0) {
                    break;
                }
            }
            gap = pairs > 1 ? gap + value : value;
            if (gap < 0 || gap > pixels - position) {
                return false;
            }
            position += gap;

            c = text[at] - 48;
            if ((c & ~31) == 0) {
                value = (c ^ 16) - 16;
                at++;
            } else {
                value = number(text, at);
                at = after;
                if (at < 0) {
                    break;
                }
            }
            length = pairs > 0 ? length + value : value;
            if (length < 0 || length > pixels - position) {
                return false;
            }
            int stop = position + length;
            if (length != 0) {
                pixelsIn += length;
                if (position >= columnEnd) {
                    column = position - columnEnd < rows ? column + 1 : position / rows;
                    columnEnd = (column + 1) * rows;
                }
                if (left > column) {
                    left = column;
                }
                if (stop <= columnEnd) {
                    int first = position - columnEnd + rows;
                    top = first < top ? first : top;
                    int last = stop - columnEnd + rows;
                    bottom = last > bottom ? last : bottom;
                } else {
                    top = 0;
                    bottom = rows;
                    column = (stop - 1) / rows;
                    columnEnd = (column + 1) * rows;
                }
                right = column + 1;
            }
            position = stop;
            pairs++;
        }
        area = pixelsIn;
        x = pixelsIn == 0 ? 0 : left;
        y = pixelsIn == 0 ? 0 : top;
        width = pixelsIn == 0 ? 0 : right - left;
        height = pixelsIn == 0 ? 0 : bottom - top;
        return end >= 0 && (position == pixels || end == from);
    }

    /**
     * Reads any other number, of up to six characters, with backslashes doubled as JSON has them. Sets {@link #after} to
     * the place behind it, or to -1: then {@link #end} is the place of the quote, unless it is something else.
     */
    private int number(byte[] text, int from) {
        after = -1;
        int at = from;
        int value = 0;
        int shift = 0;
        int c;
        do {
            if (text[at] == '"' && shift == 0) {
                end = at;
                return 0;
            }
            c = text[at++] - 48;
            if (c == BACKSLASH) {
                escaped = true;
                if (text[at++] != '\\') {
                    return 0;
                }
            }
            if ((c & ~63) != 0 || shift > MOST_BITS) {
                return 0;
            }
            value |= (c & 31) << shift;
            shift += 5;
        } while ((c & 32) != 0);
        after = at;
        return value << 32 - shift >> 32 - shift;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int x() {
        return x;
    }

    @Override
    public int y() {
        return y;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int area() {
        return area;
    }
}
