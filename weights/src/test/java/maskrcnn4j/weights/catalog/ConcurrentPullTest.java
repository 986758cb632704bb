package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConcurrentPullTest {
    private static final byte[] CONTENT = new byte[200_000];

    @TempDir
    Path folder;

    /** What the child processes run: fetches the address of the first argument to the second. */
    public static void main(String[] args) throws IOException {
        new Downloader(Downloader.Settings.DEFAULT)
                .fetch(file(URI.create(args[0])), Path.of(args[1]), DownloadListener.SILENT);
    }

    @Test
    void threadsThatWantTheSameFileFetchItOnce() throws Exception {
        Path target = folder.resolve("w.bin");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RawServer server = slowServer()) {
            List<Future<?>> pulls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                pulls.add(threads.submit(() -> {
                    main(new String[] {server.address("/w.bin").toString(), target.toString()});
                    return null;
                }));
            }
            for (Future<?> pull : pulls) {
                pull.get();
            }
            assertThat(server.requests()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertAlone(target);
    }

    @Test
    void processesThatWantTheSameFileFetchItOnce() throws Exception {
        Path target = folder.resolve("w.bin");
        try (RawServer server = slowServer()) {
            List<Process> pulls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                pulls.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ConcurrentPullTest.class.getName(),
                                server.address("/w.bin").toString(),
                                target.toString())
                        .inheritIO()
                        .start());
            }
            for (Process pull : pulls) {
                assertThat(pull.waitFor()).isZero();
            }
            assertThat(server.requests()).hasSize(1);
        }
        assertAlone(target);
    }

    private static RawServer slowServer() throws IOException {
        return new RawServer((request, out) -> {
            Thread.sleep(1500);
            RawServer.serve(request, out, CONTENT, CONTENT.length);
        });
    }

    private static CatalogFile file(URI address) {
        return new CatalogFile("w.bin", address, OptionalLong.of(CONTENT.length), Optional.empty());
    }

    private void assertAlone(Path target) throws IOException {
        assertThat(target).hasBinaryContent(CONTENT);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }
}
