package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README and of every guide runs as it is written, one after the other, on pictures of shapes that the test
 * draws: the first guide trains the model that stands for all weights of the others, those of the catalogue too. What needs a
 * GPU, a network, or a large file is marked on its page with {@code <!-- not run by tests: WHY -->} before it. Data formats have
 * a test of their own.
 */
class GuidesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final String FIRST = "own-data.md";
    private static final List<String> OTHERS = List.of(FIRST, "data-formats.md", "reference.md");
    private static final String NOT_RUN = "<!-- not run by tests: ";

    /** Commands of which other tests run a smaller form: minutes of training, a large network, weights of Matterport. */
    private static final Set<String> ELSEWHERE = Set.of(
            "./mrcnn demo",
            "./mrcnn bench --preset torchvision-v1 --size 800x1216 --precision bf16",
            "./mrcnn weights convert IN OUT.h5");

    @TempDir
    static Path work;

    /** What words of the guides stand for. */
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    @BeforeAll
    static void drawPictures() throws IOException {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        ShapesDataset.write(
                work.resolve("my-data"),
                List.of("train", "val"),
                List.of(new ShapesDataset(generator, 0, 8), new ShapesDataset(generator, 8, 3)));
        Files.write(work.resolve("names.txt"), List.of("ellipse", "rectangle", "triangle", "star"));
        String model = "out/first/checkpoints/best.safetensors";
        for (String weights :
                List.of("W", "IN", "mask2go", "torchvision-mask-r50-fpn-v1", "detectron2-mask-r50-fpn-3x")) {
            PLACES.put(weights, model);
        }
        for (String picture : List.of("PHOTO", "photo.jpg", "field.png")) {
            PLACES.put(picture, "my-data/images/000008.png");
        }
        PLACES.put("photos/", "my-data/images");
        PLACES.put("val2017", "my-data/images");
        PLACES.put("DIR", "my-data/annotations/instances_val.json");
        PLACES.put("instances_val2017.json", "my-data/annotations/instances_val.json");
        PLACES.put("GT", "my-data/annotations/instances_val.json");
        PLACES.put("DT", "out/results.json");
        PLACES.put("DT2", "out/results.json");
    }

    @TestFactory
    List<DynamicTest> everyCommandRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>(commands(DOCS.resolve(FIRST)));
        tests.add(DynamicTest.dynamicTest("(files that other guides take for granted)", GuidesTest::makeFiles));
        tests.addAll(commands(Path.of("../README.md")));
        try (Stream<Path> guides = Files.list(DOCS)) {
            for (Path guide : guides.sorted().toList()) {
                String name = guide.getFileName().toString();
                if (name.endsWith(".md") && !OTHERS.contains(name)) {
                    tests.addAll(commands(guide));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(25);
        return tests;
    }

    private static void makeFiles() {
        run("eval --weights W --data GT --results DT --set detections.scoreThreshold=0.01");
        run("weights convert W my_model.pth");
    }

    private static List<DynamicTest> commands(Path guide) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        boolean fence = false;
        boolean skipped = false;
        for (String line : Files.readAllLines(guide)) {
            if (line.startsWith("```")) {
                fence = !fence && line.equals("```sh");
                skipped &= fence;
            } else if (line.startsWith(NOT_RUN)) {
                skipped = true;
            } else if (fence || line.startsWith("    mrcnn ") || line.startsWith("    ./mrcnn ")) {
                String command = line.strip().replaceFirst("\\s+#.*", "");
                if (!skipped && !command.isEmpty() && !ELSEWHERE.contains(command)) {
                    String name = guide.getFileName() + ": " + command;
                    tests.add(DynamicTest.dynamicTest(name, () -> run(command.replaceFirst("^(\\./)?mrcnn ", ""))));
                }
            } else if (!line.isBlank()) {
                skipped = false;
            }
        }
        return tests;
    }

    private static void run(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split("\\s+")));
        words.replaceAll(GuidesTest::placed);
        if (List.of("segment", "train").contains(words.get(0))
                && !words.contains("--out")
                && !words.contains("--resume")) {
            words.addAll(
                    List.of("--out", work.resolve("out/" + System.nanoTime()).toString()));
        }
        CommandRun run = CommandRun.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(command + "\n" + run.out() + run.err()).isZero();
    }

    /** Files of the guides lie in a folder of the test. */
    private static String placed(String word) {
        String place = PLACES.getOrDefault(word, word);
        boolean file = !place.equals(word)
                || place.startsWith("out/")
                || place.matches("(my-data|my_model|OUT|back|coco" + "|names)\\b[^=]*");
        return file ? work.resolve(place).toString() : word;
    }
}
