package maskrcnn4j.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The masks of all objects, packed: corners of outlines as doubles end to end, run lengths as COCO's text. A run takes
 * between one and two bytes that way, and a mask is never a picture.
 */
final class MaskStore {
    private final Numbers corners = new Numbers();
    private long[] ringStart = new long[16];
    private int rings;

    private final Texts texts = new Texts();
    private int[] runs = new int[16 * RUNS_WIDTH];
    private int runMasks;
    private long[] scratchRuns = new long[16];

    private final List<String> faults = new ArrayList<>();

    private static final int RUNS_WIDTH = 5;

    // What a builder does. The reference of a mask is its first outline, its run mask, or its fault.

    int ringCount() {
        return rings;
    }

    void beginRing() {
        ringStart = Columns.room(ringStart, rings + 2);
        ringStart[rings] = corners.size();
    }

    void corner(double coordinate) {
        corners.add(coordinate);
    }

    void endRing() {
        rings++;
        ringStart[rings] = corners.size();
    }

    void cutRings(int kept) {
        rings = kept;
        corners.cut(ringStart[kept]);
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

    int addRuns(int height, int width, int[] counts) {
        scratchRuns = Columns.room(scratchRuns, counts.length);
        for (int i = 0; i < counts.length; i++) {
            scratchRuns[i] = counts[i];
        }
        byte[] text = new byte[7 * counts.length];
        return addText(height, width, text, 0, RunText.encode(scratchRuns, counts.length, text));
    }

    int addFault(String fault) {
        faults.add(fault);
        return faults.size() - 1;
    }

    // What a reader does.

    double[] ring(int number) {
        double[] ring = new double[Math.toIntExact(ringStart[number + 1] - ringStart[number])];
        corners.copy(ringStart[number], ring, ring.length);
        return ring;
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
