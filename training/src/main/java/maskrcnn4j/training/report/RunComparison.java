package maskrcnn4j.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Table;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.Yaml;

/** Several runs side by side: their figures, their curves over each other, and the settings in which they differ. */
public final class RunComparison {
    private static final int MOST_SCORES = 4;
    private static final String DECIDING = "training.best";

    private final List<String> names;
    private final List<RunFacts> facts;
    private final List<Map<String, List<MetricsCsv.Point>>> metrics;
    private final List<Map<String, String>> settings;

    private RunComparison(
            List<String> names,
            List<RunFacts> facts,
            List<Map<String, List<MetricsCsv.Point>>> metrics,
            List<Map<String, String>> settings) {
        this.names = names;
        this.facts = facts;
        this.metrics = metrics;
        this.settings = settings;
    }

    /**
     * Reads the folders of runs, finished or not.
     *
     * @param folders at least two, at most {@value LineChart#MOST_SERIES}
     * @throws IOException if a folder is not that of a run; one line
     */
    public static RunComparison of(List<Path> folders) throws IOException {
        List<RunFacts> facts = new ArrayList<>();
        List<Map<String, List<MetricsCsv.Point>>> metrics = new ArrayList<>();
        List<Map<String, String>> settings = new ArrayList<>();
        for (Path folder : folders) {
            Path measured = folder.resolve("metrics.csv");
            if (!Files.isRegularFile(measured)) {
                throw new IOException(
                        folder + ": is no folder of a run, or nothing was measured yet: metrics.csv is missing;"
                                + " name the folder that mrcnn train wrote (--out)");
            }
            Map<String, List<MetricsCsv.Point>> read = new MetricsCsv(measured).read();
            metrics.add(read);
            Path config = RunFolder.config(folder);
            Map<String, String> flat = new LinkedHashMap<>();
            if (Files.isRegularFile(config)) {
                flatten("", Yaml.readPlain(config), flat);
                flat.computeIfPresent(DECIDING, (key, name) -> MetricsCsv.name(name));
            }
            settings.add(flat);
            facts.add(RunFacts.of(folder, read, Optional.ofNullable(flat.get(DECIDING))));
        }
        return new RunComparison(names(folders, facts), facts, metrics, settings);
    }

    /** The folders' own names, or all of their paths where two have the same. */
    private static List<String> names(List<Path> folders, List<RunFacts> facts) {
        List<String> names = facts.stream().map(RunFacts::name).toList();
        return Set.copyOf(names).size() == names.size()
                ? names
                : folders.stream().map(Path::toString).toList();
    }

    private static void flatten(String path, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(path.isEmpty() ? "" + key : path + "." + key, inner, into));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + (i + 1) + "]", list.get(i), into);
            }
        } else {
            into.put(path, String.valueOf(value));
        }
    }

    /** The page. */
    public ReportPage page() {
        ReportPage.Builder page = ReportPage.builder("Comparison of runs").subtitle(String.join(", ", names));
        page.section("Figures", figures());
        page.section("Curves", curves());
        page.section("Settings", differences());
        return page.build();
    }

    /** The figures as a table, a row for each run. */
    public Table figures() {
        Table.Builder table = Table.builder("Figures of each run")
                .text("run")
                .text("score")
                .number("best", 3)
                .number("at step", 0)
                .number("last", 3)
                .number("loss in the end", 4)
                .number("steps", 0)
                .number("epochs", 2)
                .number("images/s", 2);
        for (int i = 0; i < facts.size(); i++) {
            RunFacts one = facts.get(i);
            table.row(
                    names.get(i),
                    one.metric().orElse("nothing: no evaluations"),
                    one.best().orElse(Double.NaN),
                    one.bestStep().map(step -> (Number) step).orElse(Double.NaN),
                    one.last().orElse(Double.NaN),
                    one.loss().orElse(Double.NaN),
                    one.steps(),
                    one.epochs(),
                    one.imagesPerSecond().orElse(Double.NaN));
        }
        return table.build();
    }

    private List<Block> curves() {
        Set<String> shown = new LinkedHashSet<>();
        Set<String> scores = new LinkedHashSet<>();
        metrics.forEach(one -> scores.addAll(Curves.scoreNames(one)));
        scores.stream().limit(MOST_SCORES).forEach(shown::add);
        shown.add("loss");
        metrics.forEach(one -> one.keySet().stream()
                .filter(name -> name.startsWith("loss_") || name.equals("rate"))
                .forEach(shown::add));
        List<Block> blocks = new ArrayList<>();
        for (String name : shown) {
            List<LineChart.Series> series = new ArrayList<>();
            for (int i = 0; i < metrics.size(); i++) {
                if (metrics.get(i).containsKey(name)) {
                    series.add(Curves.series(names.get(i), metrics.get(i).get(name)));
                }
            }
            if (!series.isEmpty()) {
                blocks.add(new LineChart(name, Axis.of("step"), Axis.of(name), series));
            }
        }
        return blocks.isEmpty() ? List.of(Notes.of("nothing was measured yet")) : blocks;
    }

    /** What the runs were told differently; runs without a config.yaml say so. */
    public List<Block> differences() {
        List<Block> blocks = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        settings.forEach(one -> keys.addAll(one.keySet()));
        Table.Builder table = Table.builder("Settings that differ").text("setting");
        names.forEach(table::text);
        int rows = 0;
        for (String key : keys) {
            List<String> values =
                    settings.stream().map(one -> one.getOrDefault(key, "–")).toList();
            if (Set.copyOf(values).size() > 1) {
                List<Object> row = new ArrayList<>(List.of(key));
                row.addAll(values);
                table.row(row.toArray());
                rows++;
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (settings.get(i).isEmpty()) {
                blocks.add(Notes.of(names.get(i) + " has no config.yaml, so its settings are not known"));
            }
        }
        blocks.add(rows == 0 ? Notes.of("no setting differs") : table.build());
        return blocks;
    }
}
