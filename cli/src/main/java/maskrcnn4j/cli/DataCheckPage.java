package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.dataset.check.CheckReport;
import maskrcnn4j.dataset.check.Finding;
import maskrcnn4j.dataset.check.FindingKind;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Table;

/** What the linter found, as a page. */
final class DataCheckPage {
    private static final int MOST_FINDINGS = 5000;

    private DataCheckPage() {}

    static ReportPage of(CheckReport report) {
        ReportPage.Builder page = ReportPage.builder("Data set check")
                .subtitle(String.join(
                        ", ",
                        report.parts().stream()
                                .map(part -> part.path().toString())
                                .distinct()
                                .toList()));
        for (Severity severity : Severity.values()) {
            page.fact(severity.word() + "s", String.format(Locale.ROOT, "%,d", report.count(severity)));
        }
        page.section("Summary", summary(report));
        if (!report.findings().isEmpty()) {
            page.section("Findings", findings(report.findings()));
        }
        return page.build();
    }

    private static List<Block> summary(CheckReport report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Notes(List.of(new Notes.Note(
                report.passed() ? Notes.Level.NOTE : Notes.Level.ERROR,
                report.passed()
                        ? "the data set can be used as it is"
                        : "the errors below have to be mended before the data set can be used"))));
        Table.Builder parts = Table.builder("What was looked at")
                .text("path")
                .text("part")
                .text("format")
                .number("pictures", 0)
                .number("objects", 0)
                .number("usable", 0);
        for (CheckReport.Part part : report.parts()) {
            parts.row(part.path(), part.name(), part.format(), part.images(), part.objects(), part.usable());
        }
        blocks.add(parts.build());
        Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);
        report.findings().forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        if (!counts.isEmpty()) {
            blocks.add(new BarChart(
                    "Findings by kind",
                    "kind",
                    "findings",
                    counts.keySet().stream()
                            .map(kind -> kind.severity().word() + ": " + kind.code())
                            .toList(),
                    List.of(new BarChart.Series(
                            "findings",
                            counts.values().stream()
                                    .mapToDouble(Integer::intValue)
                                    .toArray())),
                    true));
        }
        return blocks;
    }

    private static Table findings(List<Finding> findings) {
        List<Finding> shown = findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
        Table.Builder table = Table.builder(
                        shown.size() < findings.size()
                                ? "The first " + shown.size() + " of " + findings.size()
                                        + " findings; --json FILE has all"
                                : "All findings")
                .text("weight")
                .text("kind")
                .text("file")
                .text("entry")
                .text("what is wrong")
                .text("what to do");
        for (Finding one : shown) {
            table.row(one.severity().word(), one.kind().code(), one.file(), one.entry(), one.fault(), one.remedy());
        }
        return table.build();
    }
}
