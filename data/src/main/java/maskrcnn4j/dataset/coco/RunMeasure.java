package maskrcnn4j.dataset.coco;

import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.RleText;

/**
 * Area and bounding box of a mask straight from its run-length text, in one pass and without unpacking it. The box is
 * COCO's: a run that crosses the end of a column makes it as high as the mask. Keeps the last result; for one thread.
 */
final class RunMeasure {
    private static final int MOST_BITS = 35;

    int area;
    int x;
    int y;
    int width;
    int height;

    private int rows;
    private int column;
    private int columnEnd;
    private int bottom;
    private int right;

    /**
     * Measures the characters {@code [from, to)} of a mask of the given size.
     *
     * @throws MaskException if the text breaks its format or does not fill the mask
     */
    void text(byte[] text, int from, int to, int rows, int columns) {
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new MaskException("mask size " + rows + " x " + columns + " is beyond 2^31 pixels");
        }
        begin(rows, columns);
        int pixels = rows * columns;
        int position = 0;
        long back1 = 0;
        long back2 = 0;
        int run = 0;
        int illegal = 0;
        int at = from;
        while (at < to) {
            int character = text[at++] - 48;
            illegal |= character;
            long value = character & 31;
            int shift = 5;
            while ((character & 32) != 0 && at < to && shift <= MOST_BITS) {
                character = text[at++] - 48;
                illegal |= character;
                value |= (long) (character & 31) << shift;
                shift += 5;
            }
            if ((character & 16) != 0) {
                value |= -1L << shift;
            }
            if (run > 2) {
                value += back2;
            }
            if ((character & 32) != 0 || value < 0 || value > pixels - position) {
                throw fault(text, from, to, pixels);
            }
            if ((run & 1) != 0 && value != 0) {
                add(position, position + (int) value);
            }
            position += (int) value;
            back2 = back1;
            back1 = value;
            run++;
        }
        if ((illegal & ~63) != 0 || position != pixels && run > 0) {
            throw fault(text, from, to, pixels);
        }
        if (area == 0) {
            x = y = width = height = 0;
        } else {
            width = right - x;
            height = bottom - y;
        }
    }

    /** What is wrong is for the careful reader to say. */
    private static MaskException fault(byte[] text, int from, int to, int pixels) {
        try {
            RleText.decodeSpans(text, from, to, pixels, new int[to - from], 0);
        } catch (MaskException fault) {
            return fault;
        }
        throw new IllegalStateException("a sound run-length text was refused");
    }

    private void begin(int rows, int columns) {
        this.rows = rows;
        area = 0;
        column = 0;
        columnEnd = rows;
        x = columns;
        y = rows;
        right = 0;
        bottom = 0;
    }

    private void add(int start, int end) {
        area += end - start;
        if (start >= columnEnd) {
            moveTo(start);
        }
        int top = start - (columnEnd - rows);
        x = Math.min(x, column);
        if (end <= columnEnd) {
            y = Math.min(y, top);
            bottom = Math.max(bottom, top + end - start);
        } else {
            y = 0;
            bottom = rows;
            moveTo(end - 1);
        }
        right = column + 1;
    }

    private void moveTo(int position) {
        if (position - columnEnd < rows) {
            column++;
        } else {
            column = position / rows;
        }
        columnEnd = (column + 1) * rows;
    }
}
