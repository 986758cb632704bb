package maskrcnn4j.training.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.RunState;
import maskrcnn4j.training.run.Yaml;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import org.jspecify.annotations.Nullable;

/**
 * What whoever is handed the model of a run has to know, {@code MODEL_CARD.md} in its folder: what it is, what it learned
 * from and how, how good it is, what it cannot, how to use it.
 */
final class ModelCard {
    /** Its name in the folder of a run. */
    static final String FILE = "MODEL_CARD.md";

    private static final int MOST_NAMES = 12;

    /** What batch norms have measured is not among a network's parameters. */
    private static final Pattern STATISTICS = Pattern.compile(".*\\.norm\\.(mean|var)");

    private final RunFolder run;
    private final RunSubject subject;
    private @Nullable CardData data;
    private ClassScores best;

    ModelCard(RunFolder run, RunSubject subject) {
        this.run = run;
        this.subject = subject;
        best = ClassScores.read(run.path());
    }

    /** Takes in the best evaluation so far. */
    void judged(long step, List<Score> scores) {
        best = ClassScores.of(step, scores);
    }

    /**
     * Writes the card, and what it needs should the run go on later.
     *
     * @param weights weights of the model, for their sizes
     */
    void write(TensorSource weights, RunState state, RunFacts facts, Map<String, List<MetricsCsv.Point>> metrics)
            throws IOException {
        if (data == null) {
            data = CardData.of(subject);
        }
        best.write(run.path());
        boolean judged = facts.bestStep().isPresent()
                && Files.isRegularFile(run.checkpoints().best());
        Optional<Path> file = judged
                ? Optional.of(run.checkpoints().best())
                : run.checkpoints().lastModel();
        Markdown card = new Markdown().heading(1, "Model card: " + facts.name());
        List<ModelCategory> classes = subject.checkpoint().categories();
        card.paragraph("A Mask R-CNN that finds " + names(classes) + " in pictures and draws their outlines.");
        what(card, weights, file);
        card.heading(2, "Data").paragraph(data.paragraph());
        card.heading(2, "Recipe").paragraph(beginning());
        recipe(card, state, facts);
        card.heading(2, "How good");
        figures(card, data, facts, metrics);
        card.heading(2, "Limits").list(data.limits());
        use(card, file);
        byte[] text = card.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(run.path().resolve(FILE), out -> out.write(text));
    }

    private static String names(List<ModelCategory> classes) {
        if (classes.size() > MOST_NAMES) {
            return Counted.number(classes.size()) + " classes of objects";
        }
        List<String> names =
                classes.stream().map(one -> Markdown.plain(one.name())).toList();
        int last = names.size() - 1;
        return last < 1 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private void what(Markdown card, TensorSource weights, Optional<Path> file) throws IOException {
        ModelSpec spec = subject.checkpoint().spec();
        long parameters = weights.tensors().values().stream()
                .filter(tensor -> !STATISTICS.matcher(tensor.name()).matches())
                .mapToLong(TensorInfo::elements)
                .sum();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("finds", Counted.of(subject.checkpoint().categories().size(), "class", "classes")));
        rows.add(List.of(
                "network", spec.name() + ": " + SpecWords.network(spec) + "; " + Counted.of(parameters, "parameter")));
        rows.add(List.of(
                "pictures",
                SpecWords.size(spec.image()) + "; at most "
                        + Counted.of(spec.detections().perImage(), "object") + " a picture, of a score above "
                        + spec.detections().scoreThreshold()));
        if (file.isPresent()) {
            rows.add(List.of(
                    "file",
                    String.format(
                            Locale.ROOT,
                            "checkpoints/%s, %.1f MB, %s",
                            file.get().getFileName(),
                            Files.size(file.get()) / 1e6,
                            types(weights))));
        }
        rows.add(List.of(
                "licence", "(to be filled in by its owner; what the pictures and the first weights ask for counts)"));
        card.table(List.of("", ""), rows);
    }

    private static String types(TensorSource weights) {
        List<String> types = weights.tensors().values().stream()
                .map(tensor -> tensor.type().name())
                .distinct()
                .sorted()
                .toList();
        return String.join(" and ", types);
    }

    private String beginning() {
        StringBuilder text = new StringBuilder("It began from ");
        text.append(subject.provenance(RunSubject.SOURCE).map(Markdown::plain).orElse("weights that it was handed"));
        subject.provenance(RunSubject.SOURCE_TENSORS)
                .ifPresent(words -> text.append(": ").append(Markdown.plain(words)));
        subject.provenance(RunSubject.SOURCE_CLASSES)
                .ifPresent(words -> text.append("; ").append(Markdown.plain(words)));
        return text.append(". What was trained, one stage after the other:").toString();
    }

    private void recipe(Markdown card, RunState state, RunFacts facts) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        Recipe recipe = subject.recipe();
        for (TrainingStage stage : recipe.stages()) {
            rows.add(List.of(stage.layers(), trimmed(stage.epochs()), trimmed(stage.rate())));
        }
        card.table(List.of("layers", "epochs", "rate"), rows);
        card.paragraph(String.format(
                Locale.ROOT,
                "%s of %s, %.1f epochs, in %s%s. %s, rate %s, %s. %sEvery setting stands in `config.yaml`.",
                Counted.of(state.step(), "step"),
                Counted.of(recipe.picturesPerStep(), "picture"),
                facts.epochs(),
                time(state.trainedSeconds()),
                state.finished() ? "" : " so far; it is not at its end",
                recipe.optimizer(),
                recipe.schedule(),
                recipe.precision().name().toLowerCase(Locale.ROOT),
                machine()));
    }

    private String machine() throws IOException {
        Path file = run.path().resolve("provenance.yaml");
        if (!Files.isRegularFile(file)) {
            return "";
        }
        Map<?, ?> facts = Yaml.readPlain(file);
        return Markdown.plain("On " + facts.get("device") + ", " + facts.get("machine") + ", processors: "
                        + facts.get("processors") + ", threads: " + facts.get("threads") + ", maskrcnn4j "
                        + facts.get("version"))
                + ". ";
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(
                        Locale.ROOT, seconds < 7200 ? "%.0f min" : "%.1f h", seconds / (seconds < 7200 ? 60 : 3600));
    }

    private void figures(Markdown card, CardData data, RunFacts facts, Map<String, List<MetricsCsv.Point>> metrics) {
        List<ModelCategory> classes = subject.checkpoint().categories();
        if (facts.bestStep().isEmpty()) {
            card.paragraph("Not known: no picture judged it.");
            CardScores.classes(card, classes, data, List.of());
            return;
        }
        long step = facts.bestStep().get();
        card.paragraph(String.format(
                Locale.ROOT,
                "At step %,d, the best of all evaluations by %s (%s), on the pictures that judge:",
                step,
                facts.metric().orElseThrow(),
                CardScores.score(facts.best().orElseThrow())));
        CardScores.figures(card, step, metrics);
        boolean atHand = step == best.step();
        CardScores.classes(card, classes, data, atHand ? best.types() : List.of());
        if (!atHand) {
            card.paragraph(
                    "The scores of each class are not at hand, since the run was interrupted after that evaluation;"
                            + " `mrcnn eval` gives them.");
        }
    }

    private static void use(Markdown card, Optional<Path> file) {
        String name = "checkpoints/" + file.map(path -> path.getFileName() + "").orElse("best.safetensors");
        card.heading(2, "Use");
        card.code("sh", "mrcnn segment PICTURES --weights " + name);
        card.code("java", """
                try (MaskRcnn model = MaskRcnn.load(Path.of("%s"))) {
                    Segmentation found = model.segment(Images.read(Path.of("picture.jpg")));
                    for (Detection one : found) System.out.println(one.label() + " " + one.score() + " " + one.box());
                }
                """.formatted(name));
        card.paragraph("`mrcnn weights convert " + name + " small.safetensors --half` makes a file of half the size.");
    }
}
