package maskrcnn4j.report;

import java.util.List;

/**
 * Pictures side by side, as many in a row as the screen has room for; each opens in full size. A gallery of many
 * pictures has a field that shows only those whose caption holds a text.
 *
 * @param pictures the pictures, in the order shown
 */
public record Gallery(List<Picture> pictures) implements Block {

    /** From this many pictures on a gallery can be filtered. */
    static final int FILTER_FROM = 8;

    /** Copies the list. */
    public Gallery {
        pictures = List.copyOf(pictures);
    }

    /** Whether there are enough pictures for a filter to be of use. */
    public boolean filtered() {
        return pictures.size() >= FILTER_FROM;
    }
}
