package maskrcnn4j.report;

/**
 * A paragraph of running text.
 *
 * @param text plain text; it is escaped when the page is written
 */
public record Paragraph(String text) implements Block {}
