package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.dataset.check.CheckReport;
import maskrcnn4j.dataset.check.CocoRepair;
import maskrcnn4j.dataset.check.DatasetCheck;
import maskrcnn4j.dataset.check.Finding;
import maskrcnn4j.dataset.check.FindingKind;
import maskrcnn4j.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn data check}: the linter. */
@Command(
        name = "check",
        description =
                "Looks at every picture and every object of a data set and says what is wrong with them, one line a"
                        + " finding. Exit code 1 if there are errors; warnings and notes do not count.")
final class DataCheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "A file or folder; several are compared as parts of one whole, such as train and val.")
    private List<Path> paths = List.of();

    @Mixin
    private DataInput input = new DataInput();

    @Option(
            names = "--fix",
            description = "For COCO: write a repaired file beside each, NAME-fixed.json, and say what was left out.")
    private boolean fix;

    @Option(
            names = "--most",
            paramLabel = "N",
            description =
                    "Print at most N findings of a kind, ${DEFAULT-VALUE} by default; 0 prints all. JSON has all.")
    private int most = 20;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page with the findings to FILE.")
    private @Nullable Path page;

    @Mixin
    private final ReportOptions options;

    DataCheckCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        CheckReport report;
        try (DataProgress progress = new DataProgress(output)) {
            report = DatasetCheck.check(paths, input.format(), input.options(), input.threads(), progress);
        }
        print(report, output);
        if (fix) {
            repair(report, output);
        }
        options.writeJson(json(report));
        if (page != null) {
            DataCheckPage.of(report).writeTo(page);
            output.note("wrote " + page);
        }
        return report.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void print(CheckReport report, Output output) {
        Map<FindingKind, Integer> printed = new EnumMap<>(FindingKind.class);
        for (Finding finding : report.findings()) {
            if (printed.merge(finding.kind(), 1, Integer::sum) <= most || most == 0) {
                output.print(FailureMessages.oneLine(finding.message()));
            }
        }
        printed.forEach((kind, count) -> {
            if (most > 0 && count > most) {
                output.print(kind.severity().word() + ": " + (count - most) + " more of the kind " + kind.code()
                        + "; --most 0 prints all");
            }
        });
        for (CheckReport.Part part : report.parts()) {
            output.print(part.path() + (part.name().isEmpty() ? "" : " [" + part.name() + "]") + ": " + part.format()
                    + ", " + Counted.of(part.images(), "picture") + ", " + Counted.of(part.objects(), "object")
                    + (part.usable() < part.objects() ? ", " + part.usable() + " of them usable" : ""));
        }
        output.print(Counted.of(report.count(Severity.ERROR), "error") + ", "
                + Counted.of(report.count(Severity.WARNING), "warning") + ", "
                + Counted.of(report.count(Severity.NOTE), "note"));
    }

    private void repair(CheckReport report, Output output) throws IOException {
        for (CheckReport.Part part : report.parts()) {
            if (!part.format().equals("coco")) {
                output.problem(
                        part.path() + ": --fix repairs COCO files only; convert it first with mrcnn data convert");
                continue;
            }
            CocoRepair.Result result = CocoRepair.repair(part);
            result.changes().forEach(output::print);
            output.print("wrote " + result.file() + ": " + result.dropped() + " annotations left out, "
                    + result.mended() + " mended");
        }
    }

    private static Map<String, Object> json(CheckReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passed", report.passed());
        for (Severity severity : Severity.values()) {
            json.put(severity.word() + "s", report.count(severity));
        }
        json.put("parts", report.parts().stream().map(DataCheckCommand::json).toList());
        json.put(
                "findings",
                report.findings().stream().map(DataCheckCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(CheckReport.Part part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", part.path().toString());
        json.put("split", part.name());
        json.put("format", part.format());
        json.put("images", part.images());
        json.put("objects", part.objects());
        json.put("usable", part.usable());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", finding.severity().word());
        json.put("kind", finding.kind().code());
        json.put("file", finding.file());
        json.put("entry", finding.entry());
        json.put("fault", finding.fault());
        json.put("remedy", finding.remedy());
        return json;
    }
}
