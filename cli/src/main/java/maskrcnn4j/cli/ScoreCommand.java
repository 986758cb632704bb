package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mrcnn score}: the evaluators alone. */
@Command(
        name = "score",
        description = "Scores detections against annotations: COCO's twelve numbers, and a table of the categories.")
final class ScoreCommand implements Callable<Integer> {
    @Option(
            names = {"-a", "--annotations"},
            required = true,
            paramLabel = "GT",
            description = "The annotations: a COCO file.")
    private @Nullable Path annotations;

    @Option(
            names = {"-d", "--detections"},
            required = true,
            paramLabel = "DT",
            description = "The detections: a list of COCO results, or the JSON that mrcnn segment writes.")
    private @Nullable Path detections;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "What is compared: bbox, segm; several separated by commas. By default all that the detections"
                            + " hold.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            defaultValue = "pycocotools",
            description =
                    "pycocotools (the default) gives its numbers in every bit, its faults included; corrected puts"
                            + " them right.")
    private String rules = "pycocotools";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads work; all processors by default. The numbers do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ReportOptions options;

    ScoreCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        ScoreInput input = new ScoreInput(
                java.util.Objects.requireNonNull(annotations),
                java.util.Objects.requireNonNull(detections),
                chosenTypes(),
                chosenRules());
        if (threads < 1) {
            throw new UsageException("--threads is " + threads + "; at least 1 is needed");
        }
        List<Score> scores = ScoreRun.run(input, threads);
        ScoreText.print(scores, output);
        if (options.json().isPresent()) {
            options.json().get().stream(new ScoreJson(scores));
        }
        return CommandLine.ExitCode.OK;
    }

    private List<IouType> chosenTypes() {
        List<IouType> chosen = new ArrayList<>();
        for (String name : types) {
            chosen.add(type(name));
        }
        return chosen;
    }

    private static IouType type(String name) {
        List<String> names = new ArrayList<>();
        for (IouType type : IouType.values()) {
            if (type.key().equals(name)) {
                return type;
            }
            names.add(type.key());
        }
        throw new UsageException(Nearest.unknown("type", name, names) + "; --type takes " + String.join(", ", names));
    }

    private Rules chosenRules() {
        return switch (rules) {
            case "pycocotools" -> Rules.PYCOCOTOOLS;
            case "corrected" -> Rules.CORRECTED;
            default ->
                throw new UsageException(Nearest.unknown("rules", rules, List.of("pycocotools", "corrected"))
                        + "; --rules takes pycocotools or corrected");
        };
    }
}
