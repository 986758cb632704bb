package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.coco.ClassRow;
import maskrcnn4j.metrics.coco.CocoSummary;

/** Scores as people read them: COCO's lines, then the table of the categories. */
final class ScoreText {
    private static final String GAP = "  ";

    private ScoreText() {}

    static void print(List<Score> scores, Output output) {
        for (Score score : scores) {
            StringBuilder text = new StringBuilder(4096);
            text.append(score.type().key()).append('\n');
            for (String line : score.summary().lines()) {
                text.append(line).append('\n');
            }
            text.append('\n');
            appendTable(score.classes(), text);
            output.print(text.toString());
            for (String note : score.notes()) {
                output.note("note: " + score.type().key() + ": " + note);
            }
        }
    }

    private static void appendTable(List<ClassRow> classes, StringBuilder text) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"category", "AP", "AP50", "AR", "images", "objects", "detections"});
        for (ClassRow row : classes) {
            String name = row.name().isEmpty() ? Long.toString(row.categoryId()) : row.name();
            rows.add(new String[] {
                name,
                number(row.ap()),
                number(row.ap50()),
                number(row.ar()),
                Integer.toString(row.images()),
                Integer.toString(row.objects()),
                Integer.toString(row.detections())
            });
        }
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

    private static String number(double value) {
        return value == -1 ? "-" : CocoSummary.fixed(value, 3);
    }
}
