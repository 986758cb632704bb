package maskrcnn4j.report;

/**
 * A number worth the top of the page.
 *
 * @param name what it is, for example {@code AP}
 * @param value the number as text
 */
public record Fact(String name, String value) {}
