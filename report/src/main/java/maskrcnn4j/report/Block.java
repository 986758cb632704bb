package maskrcnn4j.report;

/** One part of a {@link Section}: text, notes, a table, a matrix, a chart or pictures. */
public sealed interface Block
        permits Paragraph, Links, Preformatted, Notes, Table, Matrix, Chart, Gallery, SideBySide {}
