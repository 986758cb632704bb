package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Timeout(30)
class ProxyTest {
    @TempDir
    Path folder;

    @AfterEach
    void forgetProxy() {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
    }

    @Test
    void proxySettingsOfTheJvmAreHonoured() throws IOException {
        byte[] content = "weights".getBytes(StandardCharsets.US_ASCII);
        try (RawServer proxy =
                new RawServer((request, out) -> RawServer.serve(request, out, content, content.length))) {
            System.setProperty("http.proxyHost", "localhost");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
            URI address = URI.create("http://weights.invalid/folder/w.bin");
            Path target = folder.resolve("w.bin");

            new Downloader(Downloader.Settings.DEFAULT)
                    .fetch(
                            new CatalogFile("w.bin", address, OptionalLong.empty(), Optional.empty()),
                            target,
                            DownloadListener.SILENT);

            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().get(0).line()).isEqualTo("GET " + address + " HTTP/1.1");
            assertThat(target).hasBinaryContent(content);
        }
    }
}
