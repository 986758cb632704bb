package maskrcnn4j.training.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import maskrcnn4j.image.Images;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Preformatted;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.report.evaluation.EvaluationPart;
import maskrcnn4j.report.evaluation.EvaluationReport;
import maskrcnn4j.report.evaluation.PictureOptions;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.RunState;
import maskrcnn4j.weights.TensorSource;

/**
 * The page of a run, {@code report.html} in its folder: curves, every evaluation, the analysis of the best one with its
 * worst pictures, and what has become of the weights; beside it the model's card. Both are written anew at each evaluation and in the end.
 */
public final class RunReport {
    private static final int MOST_SAMPLES = 8;
    private static final int SAMPLE_SIDE = 640;
    private static final int MOST_COLUMNS = 10;

    private final RunFolder run;
    private final TensorSource beginning;
    private final RunSubject subject;
    private final ModelCard card;
    private final Set<String> learned = new LinkedHashSet<>();
    private List<Section> analysis = List.of();
    private String analysed = "";

    /**
     * The page of a run.
     *
     * @param beginning the weights that it began with
     * @param subject what it is about
     */
    public RunReport(RunFolder run, TensorSource beginning, RunSubject subject) {
        this.run = run;
        this.beginning = beginning;
        this.subject = subject;
        card = new ModelCard(run, subject);
    }

    /** Notes which tensors a stage learns. */
    public void learns(Set<String> names) {
        learned.addAll(names);
    }

    /** Takes in an evaluation: the best so far is the one that is analysed, by its masks where there are any. */
    public void judged(long step, boolean best, List<Score> scores) {
        if (best) {
            card.judged(step, scores);
        } else if (!analysis.isEmpty()) {
            return;
        }
        EvaluationPart.of(scores.get(scores.size() - 1)).ifPresent(part -> {
            analysis = EvaluationReport.sections(List.of(part), PictureOptions.DEFAULT);
            // After a run has gone on, the best evaluation may be one from before, of which only the numbers are left.
            analysed = (best ? "The best evaluation: " : "An evaluation that was not the best: ") + part.name()
                    + ", step " + step;
        });
    }

    /**
     * Writes the page, and the model's card.
     *
     * @param weights the weights as they are now
     * @param state how far the run has come
     */
    public void write(TensorSource weights, RunState state) throws IOException {
        Map<String, List<MetricsCsv.Point>> metrics = run.metrics().read();
        RunFacts facts = RunFacts.of(run.path(), metrics, subject.decides());
        if (isNews("report.html")) {
            page(weights, metrics, facts).writeTo(run.path().resolve("report.html"));
        }
        if (isNews(ModelCard.FILE)) {
            card.write(weights, state, facts, metrics);
        }
    }

    /** Of a run that had been over, what was written then knows more than is known now. */
    private boolean isNews(String file) {
        return !learned.isEmpty() || !Files.isRegularFile(run.path().resolve(file));
    }

    private ReportPage page(TensorSource weights, Map<String, List<MetricsCsv.Point>> metrics, RunFacts facts)
            throws IOException {
        ReportPage.Builder page =
                ReportPage.builder("Training").subtitle(run.path().toString());
        facts.shown().forEach(fact -> page.fact(fact.name(), fact.value()));
        List<Block> learning = new ArrayList<>(Curves.charts(metrics));
        if (learning.isEmpty()) {
            learning.add(Notes.of("nothing was measured yet"));
        }
        page.section("How it learned", learning);
        evaluations(metrics, facts.metric()).ifPresent(table -> page.section("Evaluations", table));
        if (!analysis.isEmpty()) {
            page.section(analysed, analysis.get(0).blocks());
            analysis.stream().skip(1).forEach(section -> page.section(section.title(), section.blocks()));
        }
        List<Picture> samples = samples();
        if (!samples.isEmpty()) {
            page.section("What it finds", new Gallery(samples));
        }
        Section weightsNow = WeightSection.of(weights, beginning, learned);
        page.section(weightsNow.title(), weightsNow.blocks());
        page.section("Settings", settings());
        return page.build();
    }

    /** Every evaluation with its numbers. */
    private static Optional<Table> evaluations(Map<String, List<MetricsCsv.Point>> metrics, Optional<String> deciding) {
        List<String> names = Stream.concat(deciding.stream(), Curves.scoreNames(metrics).stream())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = names.subList(0, Math.min(MOST_COLUMNS, names.size()));
        Map<Long, Map<String, Double>> rows = new TreeMap<>();
        Map<Long, Double> epochs = new TreeMap<>();
        for (String name : columns) {
            for (MetricsCsv.Point point : metrics.get(name)) {
                rows.computeIfAbsent(point.step(), step -> new TreeMap<>()).put(name, point.value());
                epochs.put(point.step(), point.epoch());
            }
        }
        Table.Builder table = Table.builder("Numbers of every evaluation, the last one first")
                .number("step", 0)
                .number("epoch", 2);
        columns.forEach(name -> table.number(name, 3));
        for (long step : new TreeSet<>(rows.keySet()).descendingSet()) {
            List<Object> row = new ArrayList<>(List.of(step, epochs.get(step)));
            for (String name : columns) {
                double value = rows.get(step).getOrDefault(name, Double.NaN);
                row.add(value == MetricsCsv.NO_SCORE ? Double.NaN : value);
            }
            table.row(row.toArray());
        }
        return Optional.of(table.build());
    }

    /** What the model found on the first validation pictures. */
    private List<Picture> samples() throws IOException {
        List<Picture> pictures = new ArrayList<>();
        Path folder = run.path().resolve("samples");
        if (!Files.isDirectory(folder)) {
            return pictures;
        }
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .limit(MOST_SAMPLES)
                    .toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            pictures.add(Picture.thumbnail(Images.read(file), SAMPLE_SIDE, "what the model finds: " + name, name));
        }
        return pictures;
    }

    private List<Block> settings() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (String name : List.of("config.yaml", "provenance.yaml")) {
            Path file = run.path().resolve(name);
            if (Files.isRegularFile(file)) {
                blocks.add(new Preformatted(
                        Files.readString(file, StandardCharsets.UTF_8).strip()));
            }
        }
        if (blocks.isEmpty()) {
            blocks.add(Notes.of("the run was begun from Java, which writes no config.yaml"));
        }
        return blocks;
    }
}
