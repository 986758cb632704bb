package maskrcnn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void failedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("result.json"), "old");

        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("broke off");
                }))
                .hasMessage("broke off");

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryContaining(target::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void symbolicLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);

        AtomicFile.write(link, out -> out.write('n'));

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("n");
    }

    @Test
    void folderInTheWayIsNamed() {
        assertThatThrownBy(() -> AtomicFile.write(folder, out -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
    }
}
