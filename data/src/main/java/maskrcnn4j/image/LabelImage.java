package maskrcnn4j.image;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.mask.Rle;

/**
 * A picture whose pixels are numbers with a meaning: which object, or which class, a pixel belongs to.
 *
 * @param width columns
 * @param height rows
 * @param ids row by row, {@code width * height} numbers of 0 or more; not copied, not to be changed afterwards
 */
public record LabelImage(int width, int height, int[] ids) {

    /** Checks the size. */
    public LabelImage {
        if (width < 1 || height < 1 || (long) width * height != ids.length) {
            throw new IllegalArgumentException(
                    "a label picture of " + width + " x " + height + " pixels with " + ids.length + " ids");
        }
    }

    /** The id of one pixel. */
    public int id(int x, int y) {
        return ids[y * width + x];
    }

    /** The mask of one id. */
    public Rle mask(int id) {
        Rle found = masks().get(id);
        return found == null ? Rle.empty(height, width) : found;
    }

    /** The masks of all ids that occur, 0 included, by increasing id. */
    public Map<Integer, Rle> masks() {
        // Ids are few and repeat: they get numbers by order of appearance, found again by asking about the last one
        // first.
        Map<Integer, Integer> numbers = new TreeMap<>();
        int[][] spans = new int[8][];
        int[] lengths = new int[8];
        int lastId = -1;
        int last = -1;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; ) {
                int id = ids[y * width + x];
                int start = y++;
                while (y < height && ids[y * width + x] == id) {
                    y++;
                }
                if (id != lastId) {
                    lastId = id;
                    last = numbers.computeIfAbsent(id, any -> numbers.size());
                    if (last == spans.length) {
                        spans = Arrays.copyOf(spans, 2 * last);
                        lengths = Arrays.copyOf(lengths, 2 * last);
                    }
                    spans[last] = spans[last] == null ? new int[16] : spans[last];
                }
                int n = lengths[last];
                if (n + 2 > spans[last].length) {
                    spans[last] = Arrays.copyOf(spans[last], 2 * n);
                }
                spans[last][n] = x * height + start;
                spans[last][n + 1] = x * height + y;
                lengths[last] = n + 2;
            }
        }
        Map<Integer, Rle> masks = new TreeMap<>();
        for (Map.Entry<Integer, Integer> entry : numbers.entrySet()) {
            int i = entry.getValue();
            masks.put(entry.getKey(), Rle.ofSpans(height, width, spans[i], 0, lengths[i]));
        }
        return masks;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LabelImage other
                && width == other.width
                && height == other.height
                && Arrays.equals(ids, other.ids);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return "LabelImage[" + width + " x " + height + "]";
    }
}
