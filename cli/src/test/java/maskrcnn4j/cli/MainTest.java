package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class MainTest {
    @Test
    void versionNamesTheCommandAndJava() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("mrcnn ").contains("Java " + System.getProperty("java.version"));
        assertThat(run.out().lines().findFirst().orElseThrow()).matches("mrcnn \\d+\\.\\d+\\.\\d+.*");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpListsEveryVerbWithItsDescription() {
        for (String[] args : List.of(new String[] {"--help"}, new String[] {"help"}, new String[] {})) {
            CommandRun run = CommandRun.of(verbs(), args);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("Usage: mrcnn", "measure", "Measures a thing.", "things");
        }
    }

    @Test
    void helpOfTheRealTableDescribesEveryVerb() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        for (String verb : Verbs.ofMrcnn().names()) {
            assertThat(run.out()).containsPattern("(?m)^  " + verb + "\\s+\\S");
        }
    }

    @Test
    void verbIsNotLoadedUnlessNamed() {
        Map<String, Supplier<Class<?>>> table = new LinkedHashMap<>();
        table.put("measure", () -> MeasureCommand.class);
        table.put("heavy", () -> {
            throw new AssertionError("loaded");
        });

        assertThat(CommandRun.of(new Verbs(table), "measure", "x").exitCode()).isZero();
        assertThat(CommandRun.of(new Verbs(table), "--version").exitCode()).isZero();
    }

    @Test
    void aFullHeapIsOneLineThatSaysHowToGiveMore() {
        CommandRun run = CommandRun.of(verbs(), "measure", "huge");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .matches(
                        "mrcnn: Java's heap of \\d+ MB is full; give it more, for example MRCNN_JAVA_OPTS=-Xmx\\d+m, or .*");
    }

    @Test
    void misspeltVerbNamesTheNearest() {
        CommandRun run = CommandRun.of(verbs(), "mesure");

        assertWrongUse(run, "mrcnn: unknown verb 'mesure' (did you mean measure?); see mrcnn --help");
    }

    @Test
    void misspeltVerbOfAGroupNamesTheNearest() {
        CommandRun run = CommandRun.of(verbs(), "things", "lst");

        assertWrongUse(run, "mrcnn: unknown verb 'lst' (did you mean list?); see mrcnn things --help");
    }

    @Test
    void groupWithoutAVerbIsWrongUse() {
        assertWrongUse(CommandRun.of(verbs(), "things"), "mrcnn: name a verb of things: list; see mrcnn things --help");
    }

    @Test
    void misspeltOptionNamesTheNearest() {
        assertWrongUse(
                CommandRun.of(verbs(), "measure", "x", "--treshold=3"),
                "mrcnn: unknown option '--treshold' (did you mean --threshold?); see mrcnn measure --help");
        assertWrongUse(
                CommandRun.of(verbs(), "--verison"),
                "mrcnn: unknown option '--verison' (did you mean --version?); see mrcnn --help");
    }

    @Test
    void valueOfTheWrongTypeIsNamedWithItsOption() {
        CommandRun run = CommandRun.of(verbs(), "measure", "x", "--threshold", "high");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--threshold", "high").hasLineCount(1);
    }

    @Test
    void wrongUseFoundByTheVerbExitsWithTwo() {
        assertWrongUse(
                CommandRun.of(verbs(), "measure", "x", "--threshold", "7"),
                "mrcnn: --threshold 7.0: give a number from 0 to 1");
    }

    @Test
    void missingFileIsOneLine() {
        CommandRun run = CommandRun.of(verbs(), "measure", "missing");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("mrcnn: a/b.png: no such file or folder" + System.lineSeparator());
    }

    @Test
    void messageOfAFailureCannotForgeLinesOrControlTheTerminal() {
        CommandRun run = CommandRun.of(verbs(), "measure", "hostile");

        assertThat(run.err()).hasLineCount(1).doesNotContain("\033").contains("first", "second");
    }

    @Test
    void defectIsCalledADefect() {
        CommandRun run = CommandRun.of(verbs(), "measure", "defect");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("mrcnn: internal error: java.lang.IllegalStateException: oops (run again with --verbose");
    }

    @Test
    void stackTraceComesOnlyWithVerbose() {
        assertThat(CommandRun.of(verbs(), "measure", "missing", "--verbose").err())
                .contains("mrcnn: a/b.png", "NoSuchFileException", "\tat ");
    }

    @Test
    void jsonOnStandardOutputIsAlone() {
        CommandRun run = CommandRun.of(verbs(), "measure", "x", "--json", "-");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToIgnoringWhitespace("{\"name\": \"x\", \"size\": 1}");
        assertThat(run.err()).contains("measured x");
    }

    @Test
    void jsonFileIsWrittenWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/result.json");
        CommandRun run = CommandRun.of(verbs(), "measure", "x", "--json", file.toString());

        assertThat(run.out()).contains("measured x");
        assertThat(file).content().isEqualToIgnoringWhitespace("{\"name\": \"x\", \"size\": 1}");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void quietSilencesNotesAndKeepsResults() {
        assertThat(CommandRun.of(verbs(), "measure", "x").err()).contains("measuring");
        CommandRun quiet = CommandRun.of(verbs(), "measure", "x", "--quiet");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.out()).contains("measured x");
    }

    private static void assertWrongUse(CommandRun run, String line) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(line + System.lineSeparator());
        assertThat(run.out()).isEmpty();
    }

    private static Verbs verbs() {
        Map<String, Supplier<Class<?>>> table = new LinkedHashMap<>();
        table.put("measure", () -> MeasureCommand.class);
        table.put("things", () -> ThingsCommand.class);
        return new Verbs(table);
    }

    @Command(name = "measure", description = "Measures a thing.")
    static final class MeasureCommand implements Callable<Integer> {
        @Mixin
        private final ReportOptions options;

        @Option(names = "--threshold")
        private double threshold = 0.5;

        @Parameters
        private @Nullable String thing;

        MeasureCommand(Terminal terminal) {
            this.options = new ReportOptions(terminal);
        }

        @Override
        public Integer call() throws IOException {
            Output output = options.output();
            if (threshold > 1) {
                throw new UsageException("--threshold " + threshold + ": give a number from 0 to 1");
            }
            switch (String.valueOf(thing)) {
                case "missing" -> throw new NoSuchFileException("a/b.png");
                case "hostile" -> throw new FileNotFoundException("first\nmrcnn: second\033[2J");
                case "defect" -> throw new IllegalStateException("oops");
                case "huge" -> throw new OutOfMemoryError("Java heap space");
                default -> output.note("measuring");
            }
            output.print("measured " + thing);
            options.writeJson(new Measured(String.valueOf(thing), 1));
            return 0;
        }
    }

    record Measured(String name, int size) {}

    @Command(name = "things", description = "Looks after things.", subcommands = ListCommand.class)
    static final class ThingsCommand {
        @Mixin
        private final CommonOptions options;

        ThingsCommand(Terminal terminal) {
            this.options = new CommonOptions(terminal);
        }
    }

    @Command(name = "list", description = "Lists things.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private final CommonOptions options;

        ListCommand(Terminal terminal) {
            this.options = new CommonOptions(terminal);
        }

        @Override
        public Integer call() {
            options.output().print("a thing");
            return 0;
        }
    }
}
