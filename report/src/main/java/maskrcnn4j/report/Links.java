package maskrcnn4j.report;

import java.util.List;

/**
 * Where to read on.
 *
 * @param lead what stands before the links, plain text; may be empty
 * @param links the links, in the order shown
 */
public record Links(String lead, List<Link> links) implements Block {
    /**
     * A link.
     *
     * @param text what is shown
     * @param address where it leads; opened only when the reader follows it
     */
    public record Link(String text, String address) {}

    /** Copies the list. */
    public Links {
        links = List.copyOf(links);
    }
}
