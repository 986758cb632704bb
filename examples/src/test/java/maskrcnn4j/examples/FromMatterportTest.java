package maskrcnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way over from Matterport leaves nothing out that its users know. */
@Tag("fixtures")
class FromMatterportTest {
    private static final Path GUIDE = Path.of("../docs/from-matterport.md");

    private static String section(String from, String to) throws IOException {
        String notes = Files.readString(Shared.require("reference/matterport.md"));
        int start = notes.indexOf(from);
        return notes.substring(start, notes.indexOf(to, start + from.length()));
    }

    private static Set<String> names(String text, String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile(pattern).matcher(text);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static String firstCells(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[1])
                .reduce("", (all, cell) -> all + cell + "\n");
    }

    @Test
    void everyKeyOfConfigHasItsPlace() throws IOException {
        Set<String> keys = names(section("### B.1", "### B.2"), "\\b([A-Z][A-Z]+(?:_[A-Z]+)*)\\b");
        keys.removeIf(word -> !firstCellsOrDerived(word));
        assertThat(keys).hasSizeGreaterThan(40);
        assertThat(Files.readString(GUIDE)).contains(keys);
    }

    private static boolean firstCellsOrDerived(String word) {
        try {
            String section = section("### B.1", "### B.2");
            return firstCells(section).contains(word)
                    || section.lines().anyMatch(line -> line.startsWith("| derived") && line.contains(word));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyMethodOfDatasetHasItsPlace() throws IOException {
        Set<String> members = names(firstCells(section("### C.1", "### C.2")), "\\b([a-z]+(?:_[a-z]+)+|prepare)\\(");
        assertThat(members).hasSizeGreaterThan(7);
        assertThat(Files.readString(GUIDE)).contains(members);
    }

    @Test
    void everyCommandHasItsPlace() throws IOException {
        Set<String> commands = names(section("### C.2", "### C.3"), "\\b(\\w+\\.py)\\b");
        assertThat(commands).hasSize(3);
        assertThat(Files.readString(GUIDE)).contains(commands);
    }

    @Test
    void everyViewAndMeasureHasItsPlace() throws IOException {
        Set<String> views = names(
                section("## D.", "## E."),
                "\\b((?:display|draw|plot|compute|evaluate|inspect)_[a-z_]*[a-z]|run_graph|ancestor)\\b");
        assertThat(views).hasSizeGreaterThan(15);
        assertThat(Files.readString(GUIDE)).contains(views);
    }

    @Test
    void everyTopicOfTheTrackerIsAnswered() throws IOException {
        String guide = Files.readString(GUIDE);
        String topics = guide.substring(guide.indexOf("## What the tracker asks most"));
        assertThat(topics.lines().filter(line -> line.startsWith("| ")).count() - 1)
                .isGreaterThanOrEqualTo(section("## F.", "Close behind")
                        .lines()
                        .filter(line -> line.matches("\\| \\d+ \\|.*"))
                        .count());
    }
}
