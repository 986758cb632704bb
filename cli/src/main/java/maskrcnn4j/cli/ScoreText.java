package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreTable;

/** Scores as people read them: COCO's lines, then the table of the categories. */
final class ScoreText {
    private static final String GAP = "  ";

    private ScoreText() {}

    static void print(List<Score> scores, Output output) {
        for (Score score : scores) {
            StringBuilder text = new StringBuilder(4096);
            text.append(score.type().key()).append('\n');
            for (String line : score.lines()) {
                text.append(line).append('\n');
            }
            text.append('\n');
            appendTable(score.table(), text);
            if (score.comparison().isPresent()) {
                ComparisonOutput.append(score.comparison().get(), score.table(), text);
            }
            output.print(text.toString());
            for (String note : score.notes()) {
                output.note("note: " + score.type().key() + ": " + note);
            }
        }
    }

    private static void appendTable(ScoreTable table, StringBuilder text) {
        List<String[]> rows = new ArrayList<>();
        int columns = table.columns().size();
        String[] head = new String[columns + 1];
        head[0] = "category";
        for (int c = 0; c < columns; c++) {
            head[c + 1] = table.columns().get(c).key();
        }
        rows.add(head);
        for (ScoreTable.Row row : table.rows()) {
            String[] cells = new String[columns + 1];
            cells[0] = row.name().isEmpty() ? Long.toString(row.id()) : row.name();
            for (int c = 0; c < columns; c++) {
                double value = row.values()[c];
                cells[c + 1] = table.columns().get(c).count() ? Long.toString((long) value) : number(value);
            }
            rows.add(cells);
        }
        append(rows, text);
    }

    /** Columns side by side, the first flush left, the others flush right. */
    static void append(List<String[]> rows, StringBuilder text) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        for (String[] row : rows) {
            for (int c = 0; c < widths.length; c++) {
                String space = " ".repeat(widths[c] - row[c].length());
                text.append(c == 0 ? "" : GAP).append(c == 0 ? row[c] + space : space + row[c]);
            }
            text.append('\n');
        }
    }

    static String number(double value) {
        return value == -1 ? "-" : CocoSummary.fixed(value, 3);
    }
}
