package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import maskrcnn4j.weights.catalog.Catalog;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.CatalogFile;
import maskrcnn4j.weights.catalog.Downloader;
import maskrcnn4j.weights.catalog.WeightCache;
import maskrcnn4j.weights.catalog.WeightStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WeightsPullTest {
    private static final byte[] CONTENT = "not really weights".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w.bin", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void pullSaysWhatItFetchesAndWhereItIs() throws IOException {
        Path file = folder.resolve("weights/toy/w.bin");

        assertThat(WeightsPullCommand.pull(store(), List.of("toy"), output()))
                .containsExactly(new WeightsPullCommand.Pulled("toy", file.toString()));

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(file + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("fetching w.bin (18 bytes) from localhost");
    }

    @Test
    void fetchedFileThatThisVersionCannotReadIsNoted() throws IOException {
        WeightsPullCommand.pull(store(), List.of("toy"), output());

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("w.bin: is not a weight file");
    }

    private WeightStore store() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/w.bin");
        CatalogFile file = new CatalogFile("w.bin", address, OptionalLong.of(CONTENT.length), Optional.empty());
        return new WeightStore(
                new Catalog(List.of(new CatalogEntry("toy", "a toy", "toys", "CC0-1.0", List.of(file)))),
                new WeightCache(folder),
                new Downloader(new Downloader.Settings(2, Duration.ofMillis(1), Duration.ofSeconds(5))));
    }

    private Output output() {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                80);
        return new Output(terminal, terminal.out(), false);
    }
}
