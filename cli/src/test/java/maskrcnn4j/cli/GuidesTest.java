package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the guides run as they are written, one after the other, on pictures of shapes that the test draws; the first
 * guide trains the weights W of the others. Those in
 * fences need a network, a GPU, or hours, and are for reading.
 */
class GuidesTest {
    private static final List<String> GUIDES =
            List.of("own-data", "memory", "gpu", "from-torchvision-and-detectron2", "inspecting");
    private static final String PROMPT = "    ./mrcnn ";

    @TempDir
    static Path work;

    @BeforeAll
    static void drawPictures() throws IOException {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        ShapesDataset.write(
                work.resolve("my-data"),
                List.of("train", "val"),
                List.of(new ShapesDataset(generator, 0, 8), new ShapesDataset(generator, 8, 3)));
    }

    @TestFactory
    List<DynamicTest> everyCommandRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String guide : GUIDES) {
            for (String line : Files.readAllLines(Path.of("../docs/" + guide + ".md"))) {
                if (line.startsWith(PROMPT)) {
                    String command = line.substring(PROMPT.length()).strip();
                    tests.add(DynamicTest.dynamicTest(guide + ": " + command, () -> run(command)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void run(String command) {
        String[] arguments = command.split("\\s+");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("my-data") || arguments[i].startsWith("out/")) {
                arguments[i] = work.resolve(arguments[i]).toString();
            } else if (arguments[i].equals("W")) {
                arguments[i] =
                        work.resolve("out/first/checkpoints/best.safetensors").toString();
            }
        }
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
}
