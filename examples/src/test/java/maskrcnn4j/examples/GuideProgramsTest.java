package maskrcnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import maskrcnn4j.examples.guide.ColourSplash;
import maskrcnn4j.examples.guide.FirstProgram;
import maskrcnn4j.examples.guide.KaggleSubmission;
import maskrcnn4j.examples.guide.TrainOnCells;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the guides is that of programs which are compiled, and which run as they are. */
@Timeout(300)
class GuideProgramsTest {
    private static final Path SOURCES = Path.of("src/main/java/maskrcnn4j/examples/guide");
    private static final List<String> GUIDES =
            List.of("../README.md", "../README.zh-CN.md", "../docs/from-matterport.md");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @TempDir
    private Path folder;

    @Test
    void everyPieceOfJavaStandsInAProgram() throws IOException {
        List<String> programs = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                programs.add(packed(Files.readString(file)));
            }
        }
        for (String guide : GUIDES) {
            Matcher fence = FENCE.matcher(Files.readString(Path.of(guide)));
            while (fence.find()) {
                String piece = packed(fence.group(1));
                assertThat(programs)
                        .as("%s shows Java that stands in no file of %s:\n%s", guide, SOURCES, fence.group(1))
                        .anyMatch(program -> program.contains(piece));
            }
        }
    }

    /** Lines may be broken elsewhere in a page. */
    private static String packed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void everyProgramRuns() throws Exception {
        Files.move(TinyFiles.model(folder), folder.resolve("coco.safetensors"));
        for (String name : List.of("weights", "balloons", "nuclei")) {
            Files.copy(folder.resolve("coco.safetensors"), folder.resolve(name + ".safetensors"));
        }
        Image picture = Image.ofRgb(64, 48, TinyFiles.noise(64, 48, 1));
        for (String name : List.of("street.jpg", "balloon.jpg", "test/0a7e.png", "cells/1.png", "cells/2.png")) {
            Images.write(picture, folder.resolve(name));
        }
        int[] mask = new int[64 * 48];
        java.util.Arrays.fill(mask, 20 * 64, 30 * 64, 255);
        for (String name : List.of("cells/1/a.png", "cells/2/a.png", "cells/2/b.png")) {
            LabelImages.writeGrey(new LabelImage(64, 48, mask), folder.resolve(name));
        }

        assertThat(run(FirstProgram.class)).contains("Box");
        run(ColourSplash.class);
        run(KaggleSubmission.class);
        assertThat(run(TrainOnCells.class)).contains("model-");

        assertThat(folder.resolve("street-segmented.png")).exists();
        Image splash = Images.read(folder.resolve("splash.png"));
        assertThat(splash.width()).isEqualTo(64);
        List<String> csv = Files.readAllLines(folder.resolve("submission.csv"));
        assertThat(csv.get(0)).isEqualTo("ImageId,EncodedPixels");
        assertThat(csv).hasSizeGreaterThan(1);
        assertThat(csv.subList(1, csv.size())).allMatch(line -> line.matches("0a7e,(\\d+ \\d+( \\d+ \\d+)*)?"));
        for (Path model : models()) {
            assertThat(model).isNotEmptyFile();
        }
    }

    private List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run/checkpoints"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("model-"))
                    .toList();
        }
    }

    /** What a program prints that runs in the folder of the pictures. */
    private String run(Class<?> program) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        absolute(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                        program.getName())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(program.getSimpleName() + ": " + Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Files.readString(folder.resolve("out.txt"));
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((all, entry) -> all + java.io.File.pathSeparator + entry)
                .orElseThrow();
    }
}
