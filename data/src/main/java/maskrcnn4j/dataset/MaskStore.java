package maskrcnn4j.dataset;

import java.util.ArrayList;
import java.util.List;

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
    private byte[] scratchText = new byte[64];

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

    int addRuns(int height, int width, long[] counts, int count) {
        scratchText = Columns.room(scratchText, RunText.MOST_CHARACTERS * count);
        return addText(height, width, scratchText, 0, RunText.encode(counts, count, scratchText));
    }

    int addFault(String fault) {
        faults.add(fault);
        return faults.size() - 1;
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

    List<double[]> rings(int first, int count) {
        List<double[]> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            result.add(ring(first + i));
        }
        return result;
    }

    InstanceMask runs(int number) {
        int at = number * RUNS_WIDTH;
        return RunText.decode(texts.piece(runs[at]), runs[at + 1], runs[at + 2], runs[at + 3], runs[at + 4]);
    }

    String fault(int number) {
        return faults.get(number);
    }
}
