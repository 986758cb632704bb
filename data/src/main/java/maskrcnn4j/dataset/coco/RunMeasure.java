package maskrcnn4j.dataset.coco;

import org.jspecify.annotations.Nullable;

/**
 * Area and bounding box of a mask straight from its run-length text or its runs, without unpacking it. The box is COCO's:
 * a run that crosses the end of a column makes it as high as the mask.
 */
final class RunMeasure {
    private static final int MOST_BITS = 35;

    long area;
    int x;
    int y;
    int width;
    int height;

    private int rows;
    private long total;
    private long columnEnd;
    private int column;
    private int bottom;
    private int right;

    /** Measures a text; returns what is wrong with it, or null. */
    @Nullable
    String text(byte[] text, int start, int end, int rows, int columns) {
        begin(rows, columns);
        long pixels = (long) rows * columns;
        long position = 0;
        long two = 0;
        long one = 0;
        int run = 0;
        int at = start;
        while (at < end) {
            int character = text[at++] - 48;
            long value = character & 31;
            int shift = 5;
            int all = character;
            while ((character & 32) != 0) {
                if (at == end) {
                    return "its run-length text ends inside a number";
                }
                if (shift > MOST_BITS) {
                    return "its run-length text has an endless number at character " + (at - start);
                }
                character = text[at++] - 48;
                all |= character;
                value |= (long) (character & 31) << shift;
                shift += 5;
            }
            if ((all & ~63) != 0) {
                return "its run-length text has an illegal character before character " + (at - start + 1);
            }
            if ((character & 16) != 0) {
                value |= -1L << shift;
            }
            if (run > 2) {
                value += two;
            }
            if (value < 0 || value > Integer.MAX_VALUE) {
                return "run " + (run + 1) + " of its run lengths is " + value;
            }
            if ((run & 1) != 0 && value != 0) {
                add(position, value);
            }
            position += value;
            if (position > pixels) {
                return tooLong(position, columns);
            }
            two = one;
            one = value;
            run++;
        }
        total = position;
        return end(columns);
    }

    /** Measures runs; returns what is wrong with them, or null. */
    @Nullable
    String runs(long[] runs, int count, int rows, int columns) {
        begin(rows, columns);
        long pixels = (long) rows * columns;
        long position = 0;
        for (int run = 0; run < count; run++) {
            long value = runs[run];
            if (value < 0 || value > Integer.MAX_VALUE) {
                return "run " + (run + 1) + " of its run lengths is " + value;
            }
            if ((run & 1) != 0 && value != 0) {
                add(position, value);
            }
            position += value;
            if (position > pixels) {
                return tooLong(position, columns);
            }
        }
        total = position;
        return end(columns);
    }

    private String tooLong(long position, int columns) {
        return "its runs sum to more than " + rows + " x " + columns + " = " + (long) rows * columns + " (to "
                + position + " and on)";
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

    private void add(long start, long length) {
        area += length;
        if (start >= columnEnd) {
            moveTo(start);
        }
        int top = (int) (start - (columnEnd - rows));
        x = Math.min(x, column);
        long end = start + length;
        if (end <= columnEnd) {
            y = Math.min(y, top);
            bottom = Math.max(bottom, top + (int) length);
        } else {
            y = 0;
            bottom = rows;
            moveTo(end - 1);
        }
        right = column + 1;
    }

    private void moveTo(long position) {
        if (position < columnEnd + rows) {
            column++;
            columnEnd += rows;
        } else {
            column = (int) (position / rows);
            columnEnd = (column + 1L) * rows;
        }
    }

    private @Nullable String end(int columns) {
        if (total != (long) rows * columns) {
            return "its runs sum to " + total + ", not to " + rows + " x " + columns + " = " + (long) rows * columns;
        }
        if (area == 0) {
            x = y = 0;
        }
        width = area == 0 ? 0 : right - x;
        height = area == 0 ? 0 : bottom - y;
        return null;
    }
}
