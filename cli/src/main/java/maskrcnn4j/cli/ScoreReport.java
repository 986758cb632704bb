package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreTable;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Preformatted;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Table;
import maskrcnn4j.report.evaluation.EvaluationPart;
import maskrcnn4j.report.evaluation.EvaluationReport;
import maskrcnn4j.report.evaluation.PictureOptions;

/** Scores as a page. */
final class ScoreReport {
    private ScoreReport() {}

    /** The page under a title. */
    static ReportPage of(String title, String subtitle, List<Score> scores, PictureOptions pictures) {
        List<EvaluationPart> parts = scores.stream()
                .map(EvaluationPart::of)
                .flatMap(Optional::stream)
                .toList();
        if (parts.isEmpty()) {
            return plain(title, subtitle, scores);
        }
        return EvaluationReport.page(title, subtitle, parts, pictures);
    }

    /** For protocols that match in their own way: numbers, table, bars. */
    private static ReportPage plain(String title, String subtitle, List<Score> scores) {
        ReportPage.Builder page = ReportPage.builder(title).subtitle(subtitle);
        for (Score score : scores) {
            for (int i = 0; i < score.stats().length; i++) {
                String value = score.stats()[i] < 0 ? "–" : CocoSummary.fixed(score.stats()[i], 3);
                page.fact(score.names().get(i) + " " + score.type().key(), value);
            }
        }
        for (Score score : scores) {
            List<Block> blocks = new ArrayList<>();
            blocks.add(new Preformatted(String.join("\n", score.lines())));
            if (!score.notes().isEmpty()) {
                blocks.add(Notes.of(score.notes().toArray(String[]::new)));
            }
            blocks.add(table(score.table()));
            blocks.add(bars(score.table()));
            page.section(score.type().key(), blocks);
        }
        return page.build();
    }

    private static Table table(ScoreTable scores) {
        Table.Builder table = Table.builder("Scores of each category").text("category");
        scores.columns().forEach(column -> table.number(column.key(), column.count() ? 0 : 3));
        for (ScoreTable.Row row : scores.rows()) {
            Object[] cells = new Object[row.values().length + 1];
            cells[0] = row.name();
            for (int c = 0; c < row.values().length; c++) {
                cells[c + 1] = row.values()[c] == -1 ? Double.NaN : row.values()[c];
            }
            table.row(cells);
        }
        return table.build();
    }

    private static BarChart bars(ScoreTable scores) {
        List<ScoreTable.Row> shown =
                scores.rows().stream().filter(row -> row.values()[0] >= 0).toList();
        return new BarChart(
                "Scores of each category",
                "category",
                scores.columns().get(0).key(),
                shown.stream().map(ScoreTable.Row::name).toList(),
                List.of(new BarChart.Series(
                        scores.columns().get(0).key(),
                        shown.stream().mapToDouble(row -> row.values()[0]).toArray())),
                true);
    }
}
