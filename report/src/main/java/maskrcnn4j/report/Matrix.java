package maskrcnn4j.report;

import java.util.List;

/**
 * A shaded table of numbers by row and column name, for example a confusion matrix. The shade follows the value; the
 * value itself is written in each cell.
 *
 * @param caption what the matrix shows
 * @param rowTitle what the rows are, for example {@code truth}
 * @param columnTitle what the columns are, for example {@code found as}
 * @param rows the names of the rows
 * @param columns the names of the columns
 * @param values [rows][columns]; NaN is an empty cell
 * @param decimals digits after the point
 */
public record Matrix(
        String caption,
        String rowTitle,
        String columnTitle,
        List<String> rows,
        List<String> columns,
        double[][] values,
        int decimals)
        implements Block {

    /** Copies names and values. */
    public Matrix {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        double[][] copy = new double[values.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i].clone();
            if (copy[i].length != columns.size()) {
                throw new IllegalArgumentException("matrix \"" + caption + "\": row " + i + " has " + copy[i].length
                        + " values where there are " + columns.size() + " columns");
            }
        }
        if (copy.length != rows.size()) {
            throw new IllegalArgumentException(
                    "matrix \"" + caption + "\": " + copy.length + " rows of values and " + rows.size() + " row names");
        }
        values = copy;
    }

    /** The value of a cell as text; empty for NaN. */
    public String text(int row, int column) {
        double value = values[row][column];
        return Double.isNaN(value) ? "" : Table.format(value, decimals);
    }

    /** How strongly a cell is shaded, in percent of the largest value (0 to 100). */
    public int shade(int row, int column) {
        double largest = 0;
        for (double[] line : values) {
            for (double value : line) {
                largest = Math.max(largest, Double.isNaN(value) ? 0 : value);
            }
        }
        double value = values[row][column];
        return largest > 0 && value > 0 ? (int) Math.round(100 * value / largest) : 0;
    }
}
