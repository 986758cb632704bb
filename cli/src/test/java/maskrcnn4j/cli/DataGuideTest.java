package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the guide to data formats runs as it is written. */
@Tag("fixtures")
class DataGuideTest {
    private static final Path GUIDE = Path.of("../docs/data-formats.md");
    private static final String PROMPT = "    ./mrcnn ";

    @TempDir
    Path work;

    @TestFactory
    List<DynamicTest> everyCommandRuns() throws IOException {
        Path formats = Shared.require("data/formats");
        Path streets = Shared.require("data/cityscapes-format");
        Path bowl = bowl();
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(GUIDE)) {
            if (line.startsWith(PROMPT)) {
                String command = line.substring(PROMPT.length())
                        .replaceAll("\\s+#.*", "")
                        .strip();
                tests.add(DynamicTest.dynamicTest(command, () -> {
                    String[] arguments = command.split("\\s+");
                    for (int i = 0; i < arguments.length; i++) {
                        boolean format = i > 0 && arguments[i - 1].equals("--to");
                        arguments[i] = format ? arguments[i] : placed(arguments[i], formats, streets, bowl);
                    }
                    CommandRun run = CommandRun.of(arguments);
                    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
                }));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    /** The guide's folders are those of the fixtures; what is written goes to a folder of the test. */
    private String placed(String word, Path formats, Path streets, Path bowl) {
        if (word.equals("cityscapes")) {
            return streets.toString();
        }
        if (word.equals("bowl")) {
            return bowl.toString();
        }
        if (Files.exists(formats.resolve(word))) {
            return formats.resolve(word).toString();
        }
        boolean written = word.startsWith("out/") || word.endsWith(".html") || word.equals("findings.json");
        return written ? work.resolve(word).toString() : word;
    }

    private Path bowl() throws IOException {
        Path folder = work.resolve("bowl");
        Images.write(Image.ofRgb(3, 2, new byte[18]), folder.resolve("id1/images/id1.png"));
        LabelImages.writeGrey(
                new LabelImage(3, 2, new int[] {255, 0, 0, 255, 0, 0}), folder.resolve("id1/masks/a.png"));
        return folder;
    }
}
