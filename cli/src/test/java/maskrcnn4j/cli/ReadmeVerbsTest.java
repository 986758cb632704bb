package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReadmeVerbsTest {
    /** A row of the table of verbs: the verb, then the rest of the first cell. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)(.*?)(?<!\\\\) \\|");

    @Test
    void readmeListsTheVerbsThatExistInTheOrderOfTheHelp() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(Verbs.ofMrcnn().names());
    }

    @Test
    void readmeNamesTheVerbsOfEveryGroup() throws IOException {
        VerbFactory factory = new VerbFactory(Terminal.ofProcess());
        for (MatchResult row : rows()) {
            Class<?> verb = Verbs.ofMrcnn().find(row.group(1)).orElseThrow();
            for (String inner : new CommandLine(verb, factory).getSubcommands().keySet()) {
                assertThat(row.group(2)).as("row of " + row.group(1)).containsPattern("\\b" + inner + "\\b");
            }
        }
    }

    private static List<MatchResult> rows() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("\n## Verbs");
        assertThat(start).isPositive();
        String section = readme.substring(start, readme.indexOf("\n## ", start + 1));
        return ROW.matcher(section).results().toList();
    }
}
