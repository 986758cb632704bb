package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Table;
import maskrcnn4j.training.report.RunComparison;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn compare}: runs side by side. */
@Command(
        name = "compare",
        description = {
            "Puts training runs side by side, finished or not: their figures, their curves over each other, and the settings in"
                    + " which they differ.",
            "Two results on the same pictures are compared by mrcnn score --compare."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(arity = "2..*", paramLabel = "RUN", description = "The folders of the runs, two to ten.")
    private List<Path> runs = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "The page to write, ${DEFAULT-VALUE} by default.")
    private Path report = Path.of("comparison.html");

    @Mixin
    private final ReportOptions options;

    CompareCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (runs.size() > LineChart.MOST_SERIES) {
            throw new UsageException(runs.size() + " runs are named; name at most " + LineChart.MOST_SERIES
                    + ", as more cannot be told apart in a chart");
        }
        Output output = options.output();
        RunComparison comparison = RunComparison.of(runs);
        Table figures = comparison.figures();
        figures.text().forEach(output::print);
        comparison.page().writeTo(report);
        output.note("wrote " + report);
        options.writeJson(json(figures));
        return CommandLine.ExitCode.OK;
    }

    private static List<Map<String, Object>> json(Table figures) {
        return figures.rows().stream()
                .map(row -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    for (int i = 0; i < row.size(); i++) {
                        Table.Column column = figures.columns().get(i);
                        String key = row.get(i).key();
                        Object value = column.numeric() ? (Object) Double.valueOf(key) : key;
                        one.put(column.name(), value.equals(Double.NaN) ? null : value);
                    }
                    return one;
                })
                .toList();
    }
}
