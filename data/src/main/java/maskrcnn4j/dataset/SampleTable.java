package maskrcnn4j.dataset;

import java.util.List;

/** The pictures of a data set in columns. */
final class SampleTable {
    private long[] ids = new long[16];
    private String[] names = new String[16];
    private int[] sizes = new int[32];
    private int count;
    private List<String> idTexts = List.of();

    int add(long id, String fileName, int width, int height) {
        if (count == names.length) {
            names = java.util.Arrays.copyOf(names, Columns.grown(count, count + 1));
        }
        ids = Columns.room(ids, count + 1);
        sizes = Columns.room(sizes, 2 * count + 2);
        count++;
        set(count - 1, id, fileName, width, height);
        return count - 1;
    }

    void set(int sample, long id, String fileName, int width, int height) {
        ids[sample] = id;
        names[sample] = fileName;
        sizes[2 * sample] = width;
        sizes[2 * sample + 1] = height;
    }

    void idTexts(List<String> texts) {
        idTexts = List.copyOf(texts);
    }

    int count() {
        return count;
    }

    long id(int sample) {
        return ids[sample];
    }

    boolean textIds() {
        return !idTexts.isEmpty();
    }

    String idText(int sample) {
        return idTexts.isEmpty() ? Long.toString(ids[sample]) : idTexts.get(sample);
    }

    String fileName(int sample) {
        return names[sample];
    }

    int width(int sample) {
        return sizes[2 * sample];
    }

    int height(int sample) {
        return sizes[2 * sample + 1];
    }
}
