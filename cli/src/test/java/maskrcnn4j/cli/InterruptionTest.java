package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import maskrcnn4j.testing.TinyFiles;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a verb that is told to end in the middle of its work. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked to end there")
class InterruptionTest {
    private static final String LINE = "mrcnn: interrupted; nothing is left half-written";
    private static final int PICTURES = 300;

    @TempDir
    static Path once;

    @TempDir
    private Path folder;

    @BeforeAll
    static void drawPictures() throws IOException {
        TinyFiles.model(once);
        ShapesDataset.write(
                once.resolve("data"),
                List.of("all"),
                List.of(new ShapesDataset(new ShapesGenerator(1, ShapesSpec.DEFAULT), 0, PICTURES)));
    }

    @Test
    void segmentLeavesWholePicturesAndNoDocument() throws Exception {
        Path out = folder.resolve("out");

        endedBy("TERM", 143, () -> filesIn(out, file -> file.toString().endsWith(".png")) > 2, segment(out));

        assertThat(out.resolve("segmentation.json")).doesNotExist();
        assertThat(filesIn(out, file -> true)).isBetween(3L, PICTURES - 1L);
    }

    @Test
    void controlCEndsLikeKillWithItsOwnCode() throws Exception {
        Path out = folder.resolve("out");

        endedBy("INT", 130, () -> filesIn(out, file -> file.toString().endsWith(".png")) > 2, segment(out));
    }

    private String[] segment(Path out) {
        return new String[] {
            "segment",
            pictures().toString(),
            "--recursive",
            "--weights",
            once.resolve("tiny.safetensors").toString(),
            "--out",
            out.toString()
        };
    }

    private static Path pictures() {
        return once.resolve("data");
    }

    @Test
    void evalWritesNoNumbersOfPartOfTheData() throws Exception {
        Path json = folder.resolve("scores.json");

        endedBy(
                "TERM",
                143,
                () -> read("err").contains("metric:"),
                "eval",
                "--data",
                pictures().toString(),
                "--match",
                "circle=disc",
                "--shared-classes",
                "--weights",
                once.resolve("tiny.safetensors").toString(),
                "--json",
                json.toString());

        assertThat(json).doesNotExist();
    }

    @Test
    void convertedDataSetDisappearsAsAWhole() throws Exception {
        Path target = folder.resolve("yolo");

        endedBy(
                "TERM",
                143,
                () -> filesIn(target, file -> true) > 2,
                "data",
                "convert",
                pictures().toString(),
                target.toString(),
                "--to",
                "yolo");

        assertThat(target).doesNotExist();
    }

    @Test
    void convertedWeightsAreWholeOrNotThere() throws Exception {
        Path large = folder.resolve("large.safetensors");
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[100000000],\"data_offsets\":[0,400000000]}}";
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.writeLong(Long.reverseBytes(header.length()));
            file.write(header.getBytes(StandardCharsets.US_ASCII));
            file.setLength(8 + header.length() + 400_000_000L);
        }
        Path target = folder.resolve("converted.pth");

        endedBy(
                "TERM",
                143,
                () -> filesIn(folder, file -> file.toString().endsWith(".tmp")) > 0,
                "weights",
                "convert",
                large.toString(),
                target.toString());

        assertThat(target).doesNotExist();
    }

    @FunctionalInterface
    private interface Moment {
        boolean isThere() throws IOException;
    }

    private void endedBy(String signal, int code, Moment moment, String... args) throws Exception {
        Process process = start(args);
        while (!moment.isThere()) {
            assertThat(process.isAlive())
                    .as(() -> "ended before the signal: " + read("err"))
                    .isTrue();
            Thread.sleep(1);
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(read("err")).isEqualTo(code);
        assertThat(read("err").lines().filter(line -> line.startsWith("mrcnn:")))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith(LINE));
        assertThat(read("err").lines().reduce((before, last) -> last).orElse(""))
                .startsWith(LINE);
        assertThat(filesIn(folder, file -> file.getFileName().toString().matches("hs_err.*|.*\\.tmp")))
                .isZero();
    }

    private Process start(String... args) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                Main.class.getName()),
                        Stream.of(args))
                .toList();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static long filesIn(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(wanted).count();
        } catch (java.io.UncheckedIOException goneMeanwhile) {
            return 0;
        }
    }
}
