package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the guide to fine-tuning do what they say, in stages of a quarter of an epoch. */
class FineTuningRecipesTest {
    @TempDir
    private Path folder;

    private CommandRun train(String... options) {
        return SmallTraining.of(folder.resolve("shapes"), options);
    }

    @Test
    void everyRecipeTrainsAllOfItsStagesFromTrainedWeightsAndComparesWithThem() throws Exception {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        ShapesDataset.write(
                folder.resolve("shapes"),
                List.of("train", "val"),
                List.of(new ShapesDataset(generator, 0, 8), new ShapesDataset(generator, 8, 2)));
        Path first = folder.resolve("first");
        CommandRun trained = train("--stages", "all:0.25@0.001", "--batch", "4", "--out", first.toString());
        assertThat(trained.exitCode()).as(trained.err()).isZero();

        List<Path> recipes = recipes();
        assertThat(recipes).hasSizeGreaterThan(1);
        for (Path recipe : recipes) {
            String text = Files.readString(recipe);
            String shorter = text.replaceAll("epochs: \\d+", "epochs: 0.25");
            assertThat(shorter).isNotEqualTo(text);
            Path config = Files.writeString(folder.resolve("config.yaml"), shorter);
            Path out = folder.resolve(recipe.getFileName().toString().replace(".yaml", ""));
            CommandRun run = train(
                    "--config",
                    config.toString(),
                    "--weights",
                    first.resolve("checkpoints/best.safetensors").toString(),
                    "--out",
                    out.toString());

            assertThat(run.exitCode()).as(recipe + "\n" + run.err()).isZero();
            assertThat(run.err()).contains("validation after step 0: ", "validation after step 2: ");
        }
    }

    private static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../recipes"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("fine-tune-"))
                    .sorted()
                    .toList();
        }
    }
}
