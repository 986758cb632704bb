package maskrcnn4j.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts a load report into words. */
final class LoadReportText {
    /** Names or groups of names shown per line of the report. */
    private static final int NAMES = 8;

    private LoadReportText() {}

    static List<String> lines(LoadReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(line("loaded", report.loaded(), ""));
        report.transferred().stream()
                .collect(Collectors.groupingBy(LoadReport.Transferred::how, LinkedHashMap::new, Collectors.toList()))
                .forEach((how, tensors) -> lines.add(line("transferred", tensors, names(tensors) + " (" + how + ")")));
        lines.add(line("missing", report.missing(), names(report.missing())));
        if (!report.mismatched().isEmpty()) {
            lines.add(line("other shape", report.mismatched(), shapes(report.mismatched())));
        }
        report.reinitialized().stream()
                .collect(Collectors.groupingBy(
                        LoadReport.Reinitialized::reason, LinkedHashMap::new, Collectors.toList()))
                .forEach((reason, tensors) ->
                        lines.add(line("fresh values", tensors, names(tensors) + " (" + reason + ")")));
        lines.add(line("unused", report.unused(), names(report.unused())));
        return lines;
    }

    /** What keeps weights from being complete, in one line. */
    static String shortcomings(LoadReport report) {
        List<String> parts = new ArrayList<>();
        if (!report.missing().isEmpty()) {
            int expected = report.loaded().size()
                    + report.transferred().size()
                    + report.missing().size()
                    + report.mismatched().size()
                    + report.reinitialized().size();
            parts.add(report.missing().size() + " of " + expected + " tensors are missing (" + names(report.missing())
                    + ")");
        }
        if (!report.mismatched().isEmpty()) {
            parts.add(report.mismatched().size() + " have another shape (" + shapes(report.mismatched()) + ")");
        }
        return String.join(", ", parts);
    }

    private static String line(String what, List<? extends LoadReport.Entry> entries, String details) {
        if (entries.isEmpty()) {
            return String.format(Locale.ROOT, "%-13s none", what);
        }
        long values =
                entries.stream().mapToLong(entry -> entry.shape().elements()).sum();
        return String.format(
                Locale.ROOT,
                "%-13s %,d tensor%s, %,d value%s%s",
                what,
                entries.size(),
                entries.size() == 1 ? "" : "s",
                values,
                values == 1 ? "" : "s",
                details.isEmpty() ? "" : ": " + details);
    }

    private static String names(List<? extends LoadReport.Entry> entries) {
        return NameGroups.of(entries.stream().map(LoadReport.Entry::name).toList(), NAMES).stream()
                .collect(Collectors.joining(", "));
    }

    private static String shapes(List<LoadReport.Mismatched> entries) {
        String shown = entries.stream()
                .limit(NAMES)
                .map(entry -> entry.name() + " " + entry.found() + " instead of " + entry.shape())
                .collect(Collectors.joining("; "));
        return entries.size() <= NAMES ? shown : shown + "; and " + (entries.size() - NAMES) + " more";
    }
}
