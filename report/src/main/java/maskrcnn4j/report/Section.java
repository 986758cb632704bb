package maskrcnn4j.report;

import java.util.List;

/**
 * A titled part of a page; the page's table of contents lists it.
 *
 * @param title its heading, plain text
 * @param blocks its parts, in the order shown
 */
public record Section(String title, List<Block> blocks) {

    /** Copies the list. */
    public Section {
        blocks = List.copyOf(blocks);
    }
}
