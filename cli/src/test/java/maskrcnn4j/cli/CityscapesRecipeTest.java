package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.KerasTable;
import maskrcnn4j.training.TrainingConfig;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingPlan;
import maskrcnn4j.training.TrainingResult;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.hdf5.KerasWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Matterport's habit from beginning to end: COCO's weights, Cityscapes' pictures, heads first and then all. */
class CityscapesRecipeTest {
    private static final Path RECIPE = Path.of("../recipes/matterport.yaml");
    private static final int COCO_OUTPUTS = 81;
    private static final String STAGES = "heads:1@0.001,all:1@0.0001";
    private static final Map<String, String> SMALL = Map.of(
            "image.frame.minDim", "64",
            "image.frame.maxDim", "128",
            "rpn.proposals.proposals", "50",
            "training.rpn.proposals", "200",
            "training.roi.sampling.perImage", "20");

    @TempDir
    private Path folder;

    @Test
    void theRecipesFileSaysWhatTheLibrarySays() throws Exception {
        assertThat(TrainingConfig.read(RECIPE).training())
                .usingRecursiveComparison()
                .ignoringFields("loader.workers")
                .isEqualTo(TrainingSettings.matterport());
    }

    @Test
    @Tag("fixtures")
    void oneCommandAndTenLinesOfJavaTrainTheSameModel() throws Exception {
        Path data = Shared.require("data/cityscapes-format");
        Path weights = kerasFile();

        CommandRun command = command(data, weights);

        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(command.err())
                .contains("classes: 8 (person, rider, car, truck, bus, train, motorcycle, bicycle)")
                .contains("stages: heads:1@0.001")
                .contains("then all:1@0.0001")
                .contains("of 8 classes 7 copied: ")
                .contains(", 1 fresh: rider; 73 of the file dropped");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("command.json")));
        assertThat(json.path("values").propertyNames()).contains("segm/AP");

        TrainingConfig config = TrainingConfig.usual(true)
                .withData(data.toString(), "train")
                .withValidation(data.toString(), "val")
                .withSet(SMALL)
                .withTraining(TrainingSettings.matterport().withStages(TrainingStage.parse(STAGES)));
        try (TrainingPlan plan = TrainingPlan.of(config, Optional.of(weights), ReadProblem.Handler.STRICT);
                RunFolder run = new RunFolder(folder.resolve("java"))) {
            TrainingResult result = plan.train(run, TrainingListener.NONE);
            assertThat(Files.mismatch(result.last(), Path.of(json.path("last").asString())))
                    .as("the first byte in which the two models differ")
                    .isEqualTo(-1);
            assertThat(result.values()).isEqualTo(values(json));
        }
    }

    private static Map<String, Double> values(JsonNode json) {
        Map<String, Double> values = new HashMap<>();
        json.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asDouble()));
        return values;
    }

    private CommandRun command(Path data, Path weights) {
        List<String> words = new ArrayList<>(Arrays.asList(
                "train", data.toString(), "--weights", weights.toString(), "--config", RECIPE.toString()));
        words.addAll(
                List.of("--stages", STAGES, "--out", folder.resolve("command").toString()));
        words.addAll(List.of("--json", folder.resolve("command.json").toString()));
        SMALL.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        return CommandRun.of(words.toArray(String[]::new));
    }

    /** COCO's 80 classes and the background, by the formula of the fixtures. */
    private Path kerasFile() throws Exception {
        Path file = FixtureFile.list("fixtures/matterport/network", ".json").stream()
                .filter(path -> path.getFileName().toString().startsWith("weights-r50"))
                .findFirst()
                .orElseThrow();
        KerasTable table = KerasTable.read(file, COCO_OUTPUTS);
        NamedTensors.Builder tensors = NamedTensors.builder();
        table.entries().forEach((name, entry) -> tensors.add(name, Shape.of(entry.shape()), table.values(name)));
        Path written = folder.resolve("coco.h5");
        KerasWriter.write(written, tensors.build(), Map.of("backend", "tensorflow"));
        return written;
    }
}
