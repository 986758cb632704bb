package maskrcnn4j.report;

/**
 * Text shown as it is, in a fixed-width face: a command, a configuration, COCO's twelve lines.
 *
 * @param text plain text with line breaks; it is escaped when the page is written
 */
public record Preformatted(String text) implements Block {}
