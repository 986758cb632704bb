package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
    @TempDir
    private static Path shared;

    private static CommandRun first = new CommandRun(-1, "", "");

    @TempDir
    private Path folder;

    @BeforeAll
    static void drawShapesAndTrainWhatSeveralTestsLookAt() throws Exception {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        ShapesDataset.write(
                shared.resolve("shapes"),
                List.of("train", "val"),
                List.of(new ShapesDataset(generator, 0, 4), new ShapesDataset(generator, 4, 2)));
        String run = shared.resolve("run").toString();
        first = train("--stages", "heads:1@0.001", "--out", run, "--json", run + ".json");
    }

    /** The best model of the first training. */
    private static String model() {
        return shared.resolve("run/checkpoints/best.safetensors").toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun train(String... more) {
        String[] options =
                Stream.concat(Stream.of("--batch", "2"), Stream.of(more)).toArray(String[]::new);
        return SmallTraining.of(shared.resolve("shapes"), options);
    }

    @Test
    void aRunSaysItsPlanAndLeavesAModelThatOthersRead() throws Exception {
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err())
                .contains("split train: 4 pictures")
                .contains("split val: 2 pictures")
                .contains("classes: 4 (ellipse, rectangle, triangle, star)")
                .contains("stages: heads:1@0.001 (2 steps)")
                .contains("memory: about");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(shared.resolve("run.json")));
        assertThat(json.get("steps").asInt()).isEqualTo(2);
        assertThat(Path.of(json.get("model").asString())).exists();
        for (String file : List.of("config.yaml", "provenance.yaml", "metrics.csv", "curves/loss.png", "samples")) {
            assertThat(shared.resolve("run").resolve(file)).exists();
        }
        assertThat(shared.resolve("run/metrics.csv")).content().contains("validation/loss,", "segm/AP,");
        assertThat(shared.resolve("run/report.html"))
                .content()
                .contains("How it learned", "Evaluations", "The best evaluation: segm, step 2", "Worst pictures")
                .contains("stayed as in the beginning, as frozen layers do");
        String card = Files.readString(shared.resolve("run/MODEL_CARD.md"));
        assertThat(card)
                .contains("Learnt from 4 pictures", "(coco, split train)", "It began from random weights")
                .contains("At step 2, the best of all evaluations by segm/AP")
                .contains("| figure | segm | bbox |", "| AR@100 |")
                .contains("| class | objects to learn from | bbox AP | segm AP |", "| triangle | ");
        String run = shared.resolve("run").toString();
        CommandRun again = CommandRun.of("train", "--resume", run);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("nothing to do: every stage has had its epochs (2 steps in all)");
        assertThat(shared.resolve("run/MODEL_CARD.md")).content().isEqualTo(card);
        CommandRun inTheWay = train("--out", run);
        assertThat(inTheWay.exitCode()).isEqualTo(2);
        assertThat(inTheWay.err()).contains("holds a run already; go on with --resume");
    }

    @Test
    void whereARunIsTrainedIsKeptAndMayBeChangedWhenItGoesOn() throws Exception {
        CommandRun run = train("--stages", "heads:1@0.001", "--device", "cpu", "--threads", "1", "--out", path("run"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("device: cpu, ");
        assertThat(folder.resolve("run/config.yaml")).content().contains("  device: cpu", "  threads: 1");
        assertThat(folder.resolve("run/provenance.yaml")).content().contains("device: cpu", "threads: '1'");

        CommandRun onward = CommandRun.of("train", "--resume", path("run"), "--device", "cuda:999");
        assertThat(onward.exitCode()).isEqualTo(2);
        assertThat(onward.err()).contains("device 'cuda:999': LibTorch sees");
        CommandRun unknown = train("--device", "gpu", "--out", path("other"));
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("device 'gpu' is unknown: cpu, cuda, cuda:N or auto");
    }

    @Test
    void whatARunThatGoesOnWouldPassOverIsRefused() {
        String run = shared.resolve("run").toString();
        CommandRun told = CommandRun.of("train", "--resume", run, "--stages", "all:9@0.1", "--val", "elsewhere");
        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.err()).contains("goes on as the run was told; leave out --stages, --val, or begin a new run");
        CommandRun portions = CommandRun.of(
                "train", "--resume", run, "--workers", "0", "--micro-batch", "1", "--skip-unreadable", "--quiet");
        assertThat(portions.exitCode()).as(portions.err()).isZero();
    }

    @Test
    void aFormatMayBeNamed() {
        CommandRun wrong = train("--format", "yolo", "--out", path("run"));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("has no data.yaml");
        CommandRun right = train("--format", "coco", "--preview", "--out", path("run"));
        assertThat(right.exitCode()).as(right.err()).isZero();
    }

    @Test
    void headsOnARandomTrunkThatStaysAsItIsAreSpokenOfInThePlan() {
        CommandRun heads = train("--stages", "heads:1@0.001,all:1@0.001", "--preview", "--out", path("heads"));
        assertThat(heads.err().lines().filter(line -> line.contains("random numbers")))
                .singleElement()
                .asString()
                .startsWith("note: stage heads:1@0.001 leaves ")
                .contains("(backbone.", "on which the others learn little", "--stages all:...", "--weights W");

        CommandRun all = train("--stages", "all:1@0.001", "--preview", "--out", path("all"));
        assertThat(all.err()).doesNotContain("random numbers");
    }

    @Test
    void previewWritesPicturesAndTrainsNothing() {
        CommandRun run = train("--preview", "--out", path("run"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("run/preview/preview-16.png")).exists();
        assertThat(folder.resolve("run/checkpoints")).doesNotExist();
    }

    @Test
    void conventionsThatCannotBeTrainedAreRefusedBeforeARunBegins() {
        for (String preset : List.of("matterport-r50", "matterport-r101")) {
            CommandRun run = CommandRun.of(
                    "train",
                    shared.resolve("shapes").toString(),
                    "--preset",
                    preset,
                    "--set",
                    "training.roi.boxLoss.kind=GIOU",
                    "--out",
                    path("run"));

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines().filter(line -> line.startsWith("mrcnn:")))
                    .singleElement()
                    .asString()
                    .startsWith("mrcnn: " + preset + ": boxLoss.kind must be SMOOTH_L1")
                    .contains("matterport-modern-r50")
                    .doesNotContain("internal error");
            assertThat(folder.resolve("run")).doesNotExist();
        }
    }

    @Test
    void weightsAreTakenButForWhatIsExcluded() {
        CommandRun run = train("--weights", model(), "--exclude", "box.cls", "--preview", "--out", path("second"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("0 by class, 2 new").doesNotContain("random numbers");

        CommandRun misspelt = train("--weights", model(), "--exclude", "box.clss", "--preview", "--out", path("third"));
        assertThat(misspelt.exitCode()).isNotZero();
        assertThat(misspelt.err()).contains("unknown tensor or part 'box.clss' (did you mean box.cls?)");
    }

    @Test
    void weightsBesideAConfigurationAreTrainedAsWeightsAreAndJudgedFirstWhereAsked() throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), "training: {logEvery: 1}\n");
        CommandRun run = CommandRun.of(
                "train",
                shared.resolve("shapes").toString(),
                "--config",
                config.toString(),
                "--weights",
                model(),
                "--stages",
                "heads:0.5@0.001",
                "--evaluate-first",
                "--out",
                path("second"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("2 steps of 2; ADAMW")
                .contains("validation after step 0: ")
                .contains("validation after step 1: ");
    }

    @Test
    void theBestModelIsChosenByTheNumberThatWasAskedFor() throws Exception {
        CommandRun run = train("--stages", "heads:2@0.001", "--best", "validation.loss", "--out", path("run"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Double> losses = Files.readAllLines(folder.resolve("run/metrics.csv")).stream()
                .filter(line -> line.contains(",validation/loss,"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
                .toList();
        assertThat(losses).hasSize(2);
        assertThat(run.err()).contains(String.format(Locale.ROOT, "loss %.3f", losses.get(1)));
        assertThat(run.err().lines().filter(line -> line.startsWith("validation after step")))
                .last()
                .asString()
                .matches(line -> line.endsWith("the best so far") == losses.get(1) < losses.get(0));

        CommandRun misspelt = train("--best", "sgem.AP", "--out", path("other"));
        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("unknown number 'sgem/AP' (did you mean segm/AP?)");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void aFolderThatCannotHoldARunIsRefusedBeforeAnythingIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        CommandRun intoFile = CommandRun.of("train", "no-such-data", "--out", file.toString());
        assertThat(intoFile.exitCode()).isEqualTo(2);
        assertThat(intoFile.err()).contains("--out " + file + ": is a file; give a folder");
        assertThat(file).hasContent("mine");

        CommandRun resumed = CommandRun.of("train", "--resume", folder.toString());
        assertThat(resumed.exitCode()).isEqualTo(2);
        assertThat(resumed.err()).contains("--resume " + folder + ": holds no run (config.yaml is missing)");
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithAllThatIsKnownAboutIt() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config.yaml"), "training:\n  optimizer:\n    kind: SGD\n    clip: 0\n");
        CommandRun run = train("--config", config.toString(), "--stages", "all:50@100", "--out", path("run"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.startsWith("mrcnn:")))
                .singleElement()
                .asString()
                .matches("mrcnn: step \\d+: loss_\\w+ is (NaN|-?Infinity) on .*00000\\d\\.png.* at a learning rate of"
                        + " .*; largest gradients of the step before it: [a-z]\\S+ (?!0\\.00)\\d\\S+, .*; the batch is saved in"
                        + " .*failed-batch; .*");
        assertThat(folder.resolve("run/failed-batch/picture-1.png")).exists();
        assertThat(folder.resolve("run/failed-batch/picture-2.png")).exists();
    }

    @Test
    void aStepMayBeComputedInParts() throws Exception {
        CommandRun run = train("--stages", "heads:1@0.001", "--micro-batch", "auto", "--out", path("run"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("run/config.yaml")).content().contains("microBatch: -1");
        CommandRun wrong = train("--micro-batch", "some", "--out", path("other"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--micro-batch some: a number of pictures, at least 1, or auto");
    }

    @Test
    void aSettingThatIsWrongIsNamedWithItsLine() throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), "training:\n  patiense: 3\n");
        CommandRun run = train("--config", config.toString(), "--out", path("run"));

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err())
                .startsWith("mrcnn: " + config + ", line 2: training: unknown key 'patiense' (did you mean patience?)")
                .hasLineCount(1);
    }

    @Test
    void whatIsWrongIsOneLine() {
        assertThat(CommandRun.of("train").err()).contains("name the data set: mrcnn train DATA");
        assertThat(train("--stages", "heads:0@1").err()).contains("0.0 epochs train nothing");
        assertThat(train("--stages", "heads:1@0.001,haeds:1@1", "--out", path("run"))
                        .err())
                .contains("trains nothing: no parameter is called like 'haeds'");
        assertThat(folder.resolve("run")).doesNotExist();
        CommandRun nothingToExclude = train("--exclude", "box.cls", "--out", path("other"));
        assertThat(nothingToExclude.exitCode()).isNotZero();
        assertThat(nothingToExclude.err())
                .contains("exclude says how weights are used, and there are none to begin from")
                .hasLineCount(1);
        assertThat(CommandRun.of("train", "--resume", path("nothing")).err())
                .contains("nothing: holds no run (config.yaml is missing); give the folder of one");
    }
}
