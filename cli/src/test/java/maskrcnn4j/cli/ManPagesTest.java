package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManPagesTest {
    private static final Path FOLDER = Path.of("../release/src/main/man/man1");

    @Test
    void manualPagesAreThoseOfTheCode() throws IOException {
        Map<String, String> pages = ManPage.all();
        if (Boolean.getBoolean("reference.update")) {
            write(pages);
        }
        String remedy = "write them anew with: mvn -q -pl cli -am test -Dtest=ManPagesTest -Dreference.update=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false";

        assertThat(files()).as(remedy).isEqualTo(new TreeSet<>(pages.keySet()));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(FOLDER.resolve(page.getKey())).as(remedy).hasContent(page.getValue());
        }
    }

    @Test
    void everyVerbHasAPageThatNamesAllItsOptions() {
        assertThat(ManPage.all())
                .containsKeys("mrcnn.1", "mrcnn-train.1", "mrcnn-data-check.1", "mrcnn-weights-pull.1");
        assertThat(ManPage.all().get("mrcnn-segment.1"))
                .contains(".SH NAME\nmrcnn\\-segment \\- ")
                .contains("\\fB\\-\\-weights\\fR")
                .contains(".SH \"EXIT STATUS\"");
    }

    private static TreeSet<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : List.copyOf(files())) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }
}
