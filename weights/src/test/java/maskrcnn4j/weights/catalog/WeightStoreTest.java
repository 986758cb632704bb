package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightStoreTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void nameIsFetchedOnceAndFoundFromThenOn() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, CONTENT, 3))) {
            WeightStore store = store(server, "a.bin", "b.bin");
            Path found = store.find("toy", DownloadListener.SILENT);
            assertThat(found).isEqualTo(folder.resolve("weights/toy"));
            assertThat(found.resolve("a.bin")).hasBinaryContent(CONTENT);
            assertThat(found.resolve("b.bin")).hasBinaryContent(CONTENT);
            assertThat(store.find("toy", DownloadListener.SILENT)).isEqualTo(found);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void weightsOfOneFileAreThatFile() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, CONTENT, 3))) {
            assertThat(store(server, "a.bin").find("toy", DownloadListener.SILENT))
                    .isEqualTo(folder.resolve("weights/toy/a.bin"));
        }
    }

    @Test
    void pathThatExistsIsTakenAsItIs() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {})) {
            Path file = Files.write(folder.resolve("mine.safetensors"), CONTENT);
            assertThat(store(server, "a.bin").find(file.toString(), DownloadListener.SILENT))
                    .isEqualTo(file);
        }
    }

    @Test
    void unknownNameListsTheCatalogue() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {})) {
            assertThatThrownBy(() -> store(server, "a.bin").find("tay", DownloadListener.SILENT))
                    .hasMessage("tay: no such file, folder or catalogue name; the catalogue has toy");
        }
    }

    @Test
    void weightsThatComeWithTheLibraryNeedNoNetworkAndAreMendedWhenDamaged() throws IOException {
        WeightStore store = new WeightStore(
                Catalog.standard(), new WeightCache(folder), new Downloader(Downloader.Settings.DEFAULT));
        CatalogFile file = store.catalog().find("nuclei").orElseThrow().files().get(0);
        Path found = store.find("nuclei", DownloadListener.SILENT);
        assertThat(found).isEqualTo(folder.resolve("weights/nuclei/nuclei.safetensors"));
        assertThat(Files.size(found)).isEqualTo(file.size().orElseThrow()).isLessThanOrEqualTo(10_000_000);

        byte[] damaged = Files.readAllBytes(found);
        damaged[damaged.length / 2] ^= 1;
        Files.write(found, damaged);
        store.find("nuclei", DownloadListener.SILENT);
        Checksum expected = file.checksum().orElseThrow();
        assertThat(expected.of(found)).isEqualTo(expected);
    }

    private WeightStore store(RawServer server, String... files) {
        List<CatalogFile> published = List.of(files).stream()
                .map(name -> new CatalogFile(name, server.address("/" + name), OptionalLong.of(3), Optional.empty()))
                .toList();
        return new WeightStore(
                new Catalog(List.of(new CatalogEntry("toy", "a toy", "toys", "CC0", published))),
                new WeightCache(folder),
                new Downloader(Downloader.Settings.DEFAULT));
    }
}
