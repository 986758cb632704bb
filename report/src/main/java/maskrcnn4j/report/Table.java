package maskrcnn4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table whose columns the reader can sort. Numbers are set with a fixed count of decimals and thousands separators; a
 * number that does not exist (NaN) is shown as a dash.
 *
 * @param caption what the table shows, plain text
 * @param columns the columns
 * @param rows the cells, one list a row, as many as there are columns
 */
public record Table(String caption, List<Column> columns, List<List<Cell>> rows) implements Block {

    /** Shown where a number does not exist. */
    static final String NONE = "–";

    private static final int TEXT = -1;

    /**
     * A column.
     *
     * @param name its heading
     * @param decimals digits after the point of its numbers; negative for a column of text
     */
    public record Column(String name, int decimals) {
        /** Whether the column holds numbers (set flush right, sorted by value). */
        public boolean numeric() {
            return decimals >= 0;
        }
    }

    /**
     * A cell.
     *
     * @param text what is shown
     * @param key what is sorted by
     */
    public record Cell(String text, String key) {}

    /** Copies the lists. */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Starts a table. */
    public static Builder builder(String caption) {
        return new Builder(caption);
    }

    /** Collects columns, then rows. */
    public static final class Builder {
        private final String caption;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Cell>> rows = new ArrayList<>();

        private Builder(String caption) {
            this.caption = caption;
        }

        /** Adds a column of text. */
        public Builder text(String name) {
            columns.add(new Column(name, TEXT));
            return this;
        }

        /**
         * Adds a column of numbers.
         *
         * @param decimals digits after the point, at least 0
         */
        public Builder number(String name, int decimals) {
            if (decimals < 0) {
                throw new IllegalArgumentException("column " + name + ": decimals " + decimals + " is below 0");
            }
            columns.add(new Column(name, decimals));
            return this;
        }

        /**
         * Adds a row.
         *
         * @param values one value a column: a {@link Number} or its text where the column is numeric, anything else by
         *     its {@code toString}
         * @throws IllegalArgumentException if there are more or fewer values than columns
         */
        public Builder row(Object... values) {
            if (values.length != columns.size()) {
                throw new IllegalArgumentException("table \"" + caption + "\": a row of " + values.length
                        + " values where there are " + columns.size() + " columns");
            }
            List<Cell> cells = new ArrayList<>(values.length);
            for (int i = 0; i < values.length; i++) {
                cells.add(cell(columns.get(i), values[i]));
            }
            rows.add(List.copyOf(cells));
            return this;
        }

        /** The finished table. */
        public Table build() {
            return new Table(caption, columns, rows);
        }
    }

    /** The table as lines of plain text, columns under each other. */
    public List<String> text() {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = columns.get(c).name().length();
            for (List<Cell> row : rows) {
                widths[c] = Math.max(widths[c], row.get(c).text().length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::name).toList(), widths));
        rows.forEach(row -> lines.add(line(row.stream().map(Cell::text).toList(), widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String space = " ".repeat(widths[c] - cells.get(c).length());
            line.append(c == 0 ? "" : "  ")
                    .append(columns.get(c).numeric() ? space + cells.get(c) : cells.get(c) + space);
        }
        return line.toString().stripTrailing();
    }

    private static Cell cell(Column column, Object value) {
        if (!column.numeric() || !(value instanceof Number number)) {
            return new Cell(value.toString(), value.toString());
        }
        return new Cell(format(number, column.decimals()), Double.toString(number.doubleValue()));
    }

    /** A number as every report writes it. */
    static String format(Number number, int decimals) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-∞" : "∞";
        }
        if (decimals == 0 && number instanceof Long || number instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", number.longValue());
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
