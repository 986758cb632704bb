package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCacheTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("user.home", "/home/me", "os.name", "Linux"));
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void theUsersChoiceComesFirst() {
        environment.put("XDG_CACHE_HOME", "/xdg");
        assertThat(root()).isEqualTo(Path.of("/xdg/maskrcnn4j"));
        environment.put("MRCNN_CACHE", "/chosen");
        assertThat(root()).isEqualTo(Path.of("/chosen"));
        properties.put("mrcnn.cache", "/property");
        assertThat(root()).isEqualTo(Path.of("/property"));
    }

    @Test
    void everySystemHasItsPlace() {
        assertThat(root()).isEqualTo(Path.of("/home/me/.cache/maskrcnn4j"));
        environment.put("XDG_CACHE_HOME", "relative");
        assertThat(root()).isEqualTo(Path.of("/home/me/.cache/maskrcnn4j"));
        properties.put("os.name", "Mac OS X");
        assertThat(root()).isEqualTo(Path.of("/home/me/Library/Caches/maskrcnn4j"));
        properties.put("os.name", "Windows 11");
        assertThat(root()).isEqualTo(Path.of("/home/me/AppData/Local/maskrcnn4j/cache"));
        environment.put("LOCALAPPDATA", "/local");
        assertThat(root()).isEqualTo(Path.of("/local/maskrcnn4j/cache"));
    }

    @Test
    void anEntryIsThereWhenAllItsFilesAreInFullSize() throws IOException {
        WeightCache cache = new WeightCache(folder);
        CatalogEntry entry = Catalog.standard().find("mask2go").orElseThrow();
        assertThat(cache.has(entry)).isFalse();
        Files.createDirectories(cache.folder(entry));
        for (CatalogFile file : entry.files()) {
            Files.write(cache.path(entry, file), new byte[(int) file.size().orElseThrow() - 1]);
        }
        assertThat(cache.has(entry)).isFalse();
        for (CatalogFile file : entry.files()) {
            Files.write(cache.path(entry, file), new byte[(int) file.size().orElseThrow()]);
        }
        assertThat(cache.has(entry)).isTrue();
        assertThat(cache.path(entry)).isEqualTo(folder.resolve("weights/mask2go"));
    }

    private Path root() {
        return WeightCache.locate(properties::get, environment::get).root();
    }
}
