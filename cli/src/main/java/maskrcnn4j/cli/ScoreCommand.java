package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mrcnn score}: the evaluators alone. */
@Command(
        name = "score",
        description =
                "Scores detections against annotations: COCO's twelve numbers, or those of another protocol, and a table"
                        + " of the categories.")
final class ScoreCommand implements Callable<Integer> {
    @Option(
            names = {"-a", "--annotations"},
            required = true,
            paramLabel = "GT",
            description = "The annotations: a COCO or LVIS file, or Cityscapes' folder gtFine.")
    @Nullable
    Path annotations;

    @Option(
            names = {"-d", "--detections"},
            required = true,
            paramLabel = "DT",
            description =
                    "The detections: a list of COCO results, the JSON that mrcnn segment writes, or a folder of Cityscapes'"
                            + " prediction lists.")
    @Nullable
    Path detections;

    @Option(
            names = "--compare",
            paramLabel = "DT2",
            description =
                    "Other detections of the same pictures: says by how much they differ from DT, and how sure that is.")
    private @Nullable Path compared;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description =
                    "By whose measure: coco, lvis, voc, cityscapes. By default cityscapes for a folder and coco for a"
                            + " file.")
    private @Nullable String protocol;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "What is compared: bbox, segm, boundary; several separated by commas. By default all that the detections"
                            + " hold.")
    List<String> types = new ArrayList<>();

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
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page with curves, confusions, kinds of errors, the worst pictures, calibration and"
                    + " suspicious labels to DIR/report.html.")
    private @Nullable Path report;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "The folder of the pictures: the report then shows the worst of them beside the truth.")
    private @Nullable Path images;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "How many times --compare draws the pictures anew: 1000 by default.")
    private int draws = 1000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The seed of these draws: 0 by default. The same seed gives the same numbers.")
    private long seed;

    @Mixin
    final ReportOptions options;

    ScoreCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        ScoreInput input = new ScoreInput(
                Objects.requireNonNull(annotations),
                Objects.requireNonNull(detections),
                Optional.ofNullable(compared),
                chosenProtocol(Objects.requireNonNull(detections)),
                ScoreChoices.types(types),
                ScoreChoices.rules(rules),
                draws,
                seed,
                Optional.ofNullable(images),
                report != null);
        checkFit(input);
        List<Score> scores = ScoreRun.run(input, threads);
        ScoreText.print(scores, output);
        if (options.json().isPresent()) {
            options.json().get().stream(new ScoreJson(scores));
        }
        if (report != null) {
            Path page = report.resolve("report.html");
            ScoreRun.writeReport(scores, input, page, threads);
            output.note("wrote " + page);
        }
        return CommandLine.ExitCode.OK;
    }

    private void checkFit(ScoreInput input) {
        if (images != null && (report == null || !Files.isDirectory(images))) {
            throw new UsageException(
                    report == null
                            ? "--images shows pictures in the page of --report; name a folder with --report DIR"
                            : "--images " + images + ": no such folder");
        }
        if (threads < 1 || draws < 1) {
            throw new UsageException(
                    threads < 1
                            ? "--threads is " + threads + "; at least 1 is needed"
                            : "--draws is " + draws + "; at least 1 is needed");
        }
        boolean cityscapes = input.protocol() == ScoreProtocol.CITYSCAPES;
        if (cityscapes && !input.types().isEmpty() && !input.types().equals(List.of(IouType.SEGM))) {
            throw new UsageException("--type " + String.join(",", types)
                    + " does not go with --protocol cityscapes, which compares masks; leave --type out");
        }
        if (input.compared().isPresent() && (cityscapes || input.protocol() == ScoreProtocol.VOC)) {
            throw new UsageException(
                    "--compare does not go with --protocol " + input.protocol().key() + "; it takes coco or lvis");
        }
    }

    private ScoreProtocol chosenProtocol(Path found) {
        if (protocol == null) {
            return Files.isDirectory(found) ? ScoreProtocol.CITYSCAPES : ScoreProtocol.COCO;
        }
        return ScoreChoices.protocol("protocol", protocol);
    }
}
