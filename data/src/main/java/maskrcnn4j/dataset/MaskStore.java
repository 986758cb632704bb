package maskrcnn4j.dataset;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.PolygonRasterizer;
import maskrcnn4j.mask.RleText;

/**
 * The masks of all objects, packed: corners of outlines as doubles end to end, run lengths as COCO's text. A run takes
 * between one and two bytes that way, and a mask is never a picture.
 */
final class MaskStore {
    /** Piece, place and length of the text, height, width. */
    private static final int RUNS_WIDTH = 5;

    private final Numbers corners = new Numbers();
    private long[] ringAt = new long[16];
    private int[] ringLength = new int[16];
    private int rings;

    private final Texts texts = new Texts();
    private int[] runs = new int[16 * RUNS_WIDTH];
    private int runMasks;

    private final List<String> faults = new ArrayList<>();

    // What a builder does. The reference of a mask is its first outline, its run mask, or its fault.

    int ringCount() {
        return rings;
    }

    void beginRing() {
        corners.begin();
    }

    void corner(double coordinate) {
        corners.add(coordinate);
    }

    void corners(double[] coordinates, int count) {
        corners.addAll(coordinates, count);
    }

    void endRing() {
        ringAt = Columns.room(ringAt, rings + 1);
        ringLength = Columns.room(ringLength, rings + 1);
        ringLength[rings] = corners.length();
        ringAt[rings] = corners.end();
        rings++;
    }

    /** Forgets the outlines after the first {@code kept}; their corners stay, unused. */
    void cutRings(int kept) {
        rings = kept;
        corners.begin();
    }

    int addText(int height, int width, byte[] text, int start, int length) {
        int offset = texts.add(text, start, length);
        runs = Columns.room(runs, (runMasks + 1) * RUNS_WIDTH);
        int at = runMasks * RUNS_WIDTH;
        runs[at] = texts.piece();
        runs[at + 1] = offset;
        runs[at + 2] = length;
        runs[at + 3] = height;
        runs[at + 4] = width;
        return runMasks++;
    }

    int addFault(String fault) {
        int last = faults.size() - 1;
        if (last >= 0 && faults.get(last).equals(fault)) {
            return last;
        }
        faults.add(fault);
        return last + 1;
    }

    /** Takes over the masks of another store, whose references then grow by the three returned numbers. */
    int[] append(MaskStore other) {
        int[] shift = {rings, runMasks, faults.size()};
        long firstPiece = (long) corners.append(other.corners) << 32;
        ringAt = Columns.room(ringAt, rings + other.rings);
        ringLength = Columns.room(ringLength, rings + other.rings);
        System.arraycopy(other.ringLength, 0, ringLength, rings, other.rings);
        for (int i = 0; i < other.rings; i++) {
            ringAt[rings + i] = other.ringAt[i] + firstPiece;
        }
        int firstText = texts.append(other.texts);
        int from = runMasks * RUNS_WIDTH;
        int length = other.runMasks * RUNS_WIDTH;
        runs = Columns.room(runs, from + length);
        System.arraycopy(other.runs, 0, runs, from, length);
        for (int at = from; at < from + length; at += RUNS_WIDTH) {
            runs[at] += firstText;
        }
        rings += other.rings;
        runMasks += other.runMasks;
        faults.addAll(other.faults);
        return shift;
    }

    // What a reader does.

    double[] ring(int number) {
        return corners.copy(ringAt[number], ringLength[number]);
    }

    void addRings(int first, int count, PolygonRasterizer rasterizer) {
        for (int i = first; i < first + count; i++) {
            int from = (int) ringAt[i];
            rasterizer.addRing(corners.piece(ringAt[i]), from, from + ringLength[i]);
        }
    }

    double[] extent(int first, int count) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int ring = first; ring < first + count; ring++) {
            double[] piece = corners.piece(ringAt[ring]);
            int from = (int) ringAt[ring];
            for (int i = from; i + 1 < from + ringLength[ring]; i += 2) {
                double x = piece[i];
                double y = piece[i + 1];
                left = x < left ? x : left;
                right = x > right ? x : right;
                top = y < top ? y : top;
                bottom = y > bottom ? y : bottom;
            }
        }
        return new double[] {left, top, right, bottom};
    }

    int ringLength(int number) {
        return ringLength[number];
    }

    List<double[]> rings(int first, int count) {
        List<double[]> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            result.add(ring(first + i));
        }
        return result;
    }

    InstanceMask runs(int number) {
        int at = number * RUNS_WIDTH;
        int height = runs[at + 3];
        int width = runs[at + 4];
        if ((long) height * width > Integer.MAX_VALUE) {
            return new InstanceMask.Broken("its size " + height + " x " + width + " is beyond 2^31 pixels");
        }
        try {
            int from = runs[at + 1];
            int[] counts = RleText.decodeCounts(texts.piece(runs[at]), from, from + runs[at + 2], height * width);
            return new InstanceMask.Runs(height, width, counts);
        } catch (MaskException broken) {
            return new InstanceMask.Broken(String.valueOf(broken.getMessage()));
        }
    }

    int runsHeight(int number) {
        return runs[number * RUNS_WIDTH + 3];
    }

    int runsWidth(int number) {
        return runs[number * RUNS_WIDTH + 4];
    }

    int runsLength(int number) {
        return runs[number * RUNS_WIDTH + 2];
    }

    int spans(int number, int[] into, int at) {
        int row = number * RUNS_WIDTH;
        int from = runs[row + 1];
        int pixels = Math.multiplyExact(runs[row + 3], runs[row + 4]);
        return at + RleText.decodeSpans(texts.piece(runs[row]), from, from + runs[row + 2], pixels, into, at);
    }

    String fault(int number) {
        return faults.get(number);
    }
}
