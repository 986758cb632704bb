package maskrcnn4j.model.image;

/** A picture that is read row by row, by several threads at once. */
interface PixelRows {
    /** Columns. */
    int width();

    /** Rows. */
    int height();

    /** Values of a pixel. */
    int channels();

    /** Writes one row from the array's beginning on: {@code width * channels} values, those of a pixel side by side. */
    void row(int y, float[] into);

    /** Resizes row by row; {@code width * channels} of the new size. */
    interface Resized {
        /** Writes the rows {@code from} to below {@code to}, in order. */
        void rows(int from, int to, Sink sink);
    }

    /** Takes rows. */
    interface Sink {
        /** Takes one row; the array is used again for the next. */
        void row(int y, float[] values);
    }
}
