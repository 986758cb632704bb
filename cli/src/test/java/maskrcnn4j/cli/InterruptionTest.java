package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import maskrcnn4j.testing.TinyFiles;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import maskrcnn4j.weights.catalog.Catalog;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.CatalogFile;
import maskrcnn4j.weights.catalog.Downloader;
import maskrcnn4j.weights.catalog.WeightCache;
import maskrcnn4j.weights.catalog.WeightStore;
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

        boolean controlC = heedsControlC();
        endedBy(
                controlC ? "INT" : "TERM",
                controlC ? 130 : 143,
                () -> filesIn(out, file -> file.toString().endsWith(".png")) > 2,
                "segment",
                pictures().toString(),
                "--recursive",
                "--weights",
                once.resolve("tiny.safetensors").toString(),
                "--out",
                out.toString());

        assertThat(out.resolve("segmentation.json")).doesNotExist();
        assertThat(filesIn(out, file -> true)).isBetween(3L, PICTURES - 1L);
    }

    /** What a shell starts in the background ignores Ctrl-C, and all that it starts. */
    private static boolean heedsControlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line ->
                                (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) != 0);
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
                "ellipse=disc",
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
    void aDownloadGoesOnTheNextTime() throws Exception {
        endedBy(
                SlowPull.class,
                "TERM",
                143,
                () -> filesIn(folder, file -> file.toString().endsWith(".part")) > 0,
                folder.toString());

        assertThat(folder.resolve("weights/toy/w.bin")).doesNotExist();
        assertThat(read("err")).contains("; the next attempt goes on with the download from here");
    }

    /** Fetches weights from a server that sends one byte and then no more. */
    static final class SlowPull {
        private SlowPull() {}

        /** Fetches into the folder that the first argument names. */
        public static void main(String[] args) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/w.bin", exchange -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                LockSupport.park();
            });
            server.start();
            URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/w.bin");
            CatalogFile file = new CatalogFile("w.bin", address, OptionalLong.of(1000), Optional.empty());
            WeightStore store = new WeightStore(
                    new Catalog(List.of(new CatalogEntry("toy", "a toy", "toys", "CC0-1.0", List.of(file)))),
                    new WeightCache(Path.of(args[0])),
                    new Downloader(new Downloader.Settings(2, Duration.ofMillis(1), Duration.ofMinutes(5))));
            Terminal terminal = Terminal.ofProcess();
            WeightsPullCommand.pull(store, List.of("toy"), new Output(terminal, terminal.out(), false));
        }
    }

    @FunctionalInterface
    private interface Moment {
        boolean isThere() throws IOException;
    }

    private void endedBy(String signal, int code, Moment moment, String... args) throws Exception {
        endedBy(Main.class, signal, code, moment, args);
    }

    private void endedBy(Class<?> program, String signal, int code, Moment moment, String... args) throws Exception {
        Process process = start(program, args);
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

    private Process start(Class<?> program, String... args) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                program.getName()),
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
