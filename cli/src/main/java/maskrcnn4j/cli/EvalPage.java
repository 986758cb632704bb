package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import maskrcnn4j.model.evaluation.ModelEvaluation;
import maskrcnn4j.report.Fact;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** Adds to the page on scores what only a run of a model knows. */
final class EvalPage {
    private EvalPage() {}

    static ReportPage with(ReportPage page, ModelEvaluation found, Map<String, Double> losses) {
        List<Fact> facts = new ArrayList<>(page.facts());
        facts.add(new Fact("images/s", String.format(Locale.ROOT, "%.2f", found.imagesPerSecond())));
        List<Section> sections = new ArrayList<>(page.sections());
        if (!found.notes().isEmpty()) {
            sections.add(
                    0,
                    new Section("Model and data", List.of(Notes.of(found.notes().toArray(String[]::new)))));
        }
        if (!losses.isEmpty()) {
            Table.Builder table =
                    Table.builder("Means over the pictures").text("loss").number("value", 4);
            losses.forEach(table::row);
            sections.add(new Section("Losses", List.of(table.build())));
        }
        return new ReportPage(page.title(), page.subtitle(), facts, sections);
    }
}
