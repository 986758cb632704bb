package maskrcnn4j.dataset.coco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids of pictures that are texts. While a file is read each text stands as a number of its own, far from any real id;
 * afterwards the texts of the listed pictures are numbered in their order.
 */
final class TextIds {
    private static final long BASE = Long.MIN_VALUE;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number that stands for a text. */
    synchronized long number(String text) {
        Integer known = numbers.putIfAbsent(text, texts.size());
        if (known == null) {
            texts.add(text);
            return BASE + texts.size() - 1;
        }
        return BASE + known;
    }

    boolean any() {
        return !texts.isEmpty();
    }

    static boolean isText(long id) {
        return id < BASE + Integer.MAX_VALUE;
    }

    /** The id as the file writes it, texts in quotes. */
    String shown(long id) {
        return isText(id) ? '"' + text(id) + '"' : Long.toString(id);
    }

    String text(long id) {
        return texts.get((int) (id - BASE));
    }
}
