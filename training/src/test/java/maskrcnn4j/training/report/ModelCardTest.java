package maskrcnn4j.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocol;
import maskrcnn4j.metrics.score.ScoreTable;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.demo.DemoModel;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.RunState;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.weights.TensorSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    private static final ModelSpec SPEC = SpecSettings.apply(
            DemoModel.spec(), Map.of("image.resize.shortSide", "192", "image.resize.longSide", "384"));

    private static final List<String> CLASSES = List.of("cell", "cell | dividing", "debris");

    private static final Recipe RECIPE = new Recipe(
            TrainingStage.parse("heads:1@0.002,all:2.5@0.001"),
            2,
            OptimizerSpec.Kind.SGD,
            ScheduleSpec.Kind.COSINE,
            Precision.BF16,
            1);

    @TempDir
    Path folder;

    /** A data set of squares: so many of each class, one a picture, on pictures of 200 x 100. */
    private static Dataset squares(String name, String pictures, int side, int... counts) {
        DatasetBuilder builder = new DatasetBuilder(name, Path.of(pictures));
        for (int i = 0; i < counts.length; i++) {
            builder.addCategory(new Category(i + 1, CLASSES.get(i), ""));
        }
        int sample = 0;
        for (int category = 0; category < counts.length; category++) {
            for (int i = 0; i < counts[category]; i++) {
                builder.addSample(sample + 1L, sample + ".png", 200, 100);
                Rle mask = Rle.ofBox(100, 200, new Box(0, 0, side, side));
                builder.instances()
                        .box(0, 0, side, side)
                        .area(side * side)
                        .mask(InstanceMasks.runs(mask))
                        .add(sample + 1L, sample, category);
                sample++;
            }
        }
        return builder.build();
    }

    private String card(Dataset train, Optional<Dataset> val, String metric, Map<String, Double> scores)
            throws IOException {
        List<ModelCategory> categories = List.of(
                new ModelCategory(1, CLASSES.get(0)),
                new ModelCategory(2, CLASSES.get(1)),
                new ModelCategory(3, "debris"));
        Checkpoint checkpoint = new Checkpoint(
                SPEC,
                categories,
                Map.of("source", "start.safetensors", "sourceTensors", "7 tensors as they are", "dataFormat", "coco"));
        TensorSource weights = InitialWeights.random(SPEC, 4, 1);
        try (RunFolder run = new RunFolder(folder.resolve("cells"))) {
            run.log(10, 1, scores);
            run.log(20, 2, Map.of("segm/AP", 0.1, "validation/loss", 0.5));
            Files.createDirectories(run.checkpoints().best().getParent());
            Files.write(run.checkpoints().best(), new byte[1_500_000]);
            RunState state = new RunState(20, 1, 10, Optional.of(0.5), 0, 0, 300, false, false);
            new RunReport(run, weights, new RunSubject(checkpoint, train, val, RECIPE, metric)).write(weights, state);
            return Files.readString(run.path().resolve("MODEL_CARD.md"));
        }
    }

    @Test
    void aCardSaysWhatTheModelIsAndHowItCameAbout() throws IOException {
        String card = card(
                squares("a/train.json", "train", 40, 31, 2, 0),
                Optional.of(squares("a/val.json", "val", 40, 12)),
                "segm/AP",
                Map.of("segm/AP", 0.25, "segm/AP50", 0.5, "bbox/AP", 0.375, "bbox/APs", -1.0, "segm/APs", 0.125));

        assertThat(card)
                .startsWith("# Model card: cells\n")
                .contains("finds cell, cell \\| dividing and debris in pictures")
                .contains("| finds | 3 classes |")
                .contains("ResNet-")
                .contains("| file | checkpoints/best.safetensors, 1.5 MB, F32 |")
                .contains(
                        "Learnt from 33 pictures with 33 objects of train.json (coco). Judged by 12 pictures with 12 objects")
                .contains("It began from start.safetensors: 7 tensors as they are.")
                .contains("| heads | 1 | 0.002 |\n| all | 2.5 | 0.001 |")
                .contains(
                        "20 steps of 2 pictures, 2.0 epochs, in 5 min so far; it is not at its end. SGD, rate COSINE, bf16.")
                .contains(" parameters |")
                .contains("At step 10, the best of all evaluations by segm/AP (0.250)")
                .contains("| figure | segm | bbox |")
                .contains("| AP | 0.250 | 0.375 |\n| AP50 | 0.500 | – |\n| APs | 0.125 | – |")
                .contains("| cell | 31 |\n| cell \\| dividing | 2 |\n| debris | 0 |")
                .contains("mrcnn segment PICTURES --weights checkpoints/best.safetensors")
                .contains("MaskRcnn.load(Path.of(\"checkpoints/best.safetensors\"))")
                .contains("licence");
    }

    @Test
    void limitsFollowFromTheData() throws IOException {
        String card = card(
                squares("train.json", "same", 4, 31, 2, 0),
                Optional.of(squares("val.json", "same", 4, 1)),
                "segm/AP",
                Map.of("segm/AP", 0.25));

        assertThat(card)
                .contains("Nine of ten objects were 4 to 4 pixels across")
                .contains("on pictures of 200 pixels on the long side")
                .contains("100 % of the objects are less than 8 pixels across")
                .contains("Fewer than 30 examples: cell \\| dividing (2).")
                .contains("No example at all: debris.")
                .contains("1 object judges it")
                .contains("1 picture of the 1 that judge it were learnt from too");
    }

    @Test
    void whatNothingJudgedSaysSo() throws IOException {
        Dataset train = squares("train.json", "train", 40, 3, 0, 0);
        try (RunFolder run = new RunFolder(folder.resolve("blind"))) {
            TensorSource weights = InitialWeights.random(SPEC, 4, 1);
            RunSubject subject = new RunSubject(
                    new Checkpoint(SPEC, List.of(new ModelCategory(1, "cell")), Map.of()),
                    train,
                    Optional.empty(),
                    RECIPE,
                    "");
            new RunReport(run, weights, subject).write(weights, RunState.BEGIN);

            assertThat(run.path().resolve("MODEL_CARD.md"))
                    .content()
                    .contains("Nothing judged it.")
                    .contains("Not known: no picture judged it.")
                    .contains("Nothing judged this model: how good it is is not known.");
        }
    }

    @Test
    void theScoresOfEachClassOutliveTheProcessThatMeasuredThem() throws IOException {
        TensorSource weights = InitialWeights.random(SPEC, 4, 1);
        RunSubject subject = new RunSubject(
                new Checkpoint(
                        SPEC, List.of(new ModelCategory(1, "cell"), new ModelCategory(2, CLASSES.get(1))), Map.of()),
                squares("train.json", "train", 40, 3, 3),
                Optional.of(squares("val.json", "val", 40, 2, 2)),
                RECIPE,
                "segm/AP");
        RunState state = new RunState(20, 0, 20, Optional.of(0.25), 0, 0, 300, true, false);
        try (RunFolder run = new RunFolder(folder.resolve("long"))) {
            Path file = run.path().resolve("MODEL_CARD.md");
            run.log(20, 2, Map.of("segm/AP", 0.25));
            RunReport first = new RunReport(run, weights, subject);
            first.judged(20, true, List.of(score(0.375, 0.125)));
            first.write(weights, state);
            String whole = Files.readString(file);
            assertThat(whole).contains("| class | objects to learn from | segm AP |", "| cell | 3 | 0.375 |");

            Files.delete(file);
            new RunReport(run, weights, subject).write(weights, state);
            assertThat(file).hasContent(whole);

            Files.writeString(run.path().resolve("class-scores.json"), "{\"step\": 20, \"types\": [null]}");
            Files.delete(file);
            new RunReport(run, weights, subject).write(weights, state);
            assertThat(file).content().contains("The scores of each class are not at hand");
        }
    }

    private static Score score(double... classes) {
        List<ScoreTable.Row> rows =
                List.of(new ScoreTable.Row(1, "cell", classes[0]), new ScoreTable.Row(2, CLASSES.get(1), classes[1]));
        return new Score(
                IouType.SEGM,
                ScoreProtocol.COCO,
                List.of("AP"),
                new double[] {0.25},
                List.of(),
                new ScoreTable(List.of(new ScoreTable.Column("AP", false)), rows),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theBestIsChosenByTheNumberThatDecides() throws IOException {
        String card = card(
                squares("train.json", "train", 40, 3, 3, 3),
                Optional.of(squares("val.json", "val", 40, 3)),
                "validation/loss",
                Map.of("segm/AP", 0.25, "validation/loss", 0.75));

        assertThat(card)
                .contains("At step 20, the best of all evaluations by validation/loss (0.500)")
                .contains("| AP | 0.100 |")
                .contains("The scores of each class are not at hand");
    }
}
