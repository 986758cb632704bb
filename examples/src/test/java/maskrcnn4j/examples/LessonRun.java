package maskrcnn4j.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Runs lessons and catches what they print. */
final class LessonRun {
    private LessonRun() {}

    /** What can be run. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** What a body prints, pictures going to a folder. */
    static String printed(Path pictures, Body body) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setProperty(Lesson.PICTURES, pictures.toString());
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            body.run();
        } finally {
            System.setOut(before);
            System.clearProperty(Lesson.PICTURES);
        }
        return caught.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** The lines of each part, without its title. */
    static List<String> parts(String printed) {
        List<String> parts = new ArrayList<>();
        for (String part : printed.split("(?m)^\\n(?=\\d+\\. )")) {
            if (!part.isEmpty()) {
                parts.add(part.substring(part.indexOf('\n') + 1));
            }
        }
        return parts;
    }

    /**
     * Types code into JShell, snippet by snippet, as a reader pastes it.
     *
     * @throws AssertionError if JShell refuses a snippet, or a snippet fails
     */
    static void typeIntoJShell(List<String> blocks) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), java.util.Map.of())
                .compilerOptions("--class-path", classPath)
                .build()) {
            for (String block : blocks) {
                String rest = block;
                while (!rest.isBlank()) {
                    CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                    String snippet = next.source();
                    if (snippet == null) {
                        throw new AssertionError("JShell sees no end of: " + rest);
                    }
                    shell.eval(snippet).forEach(event -> requireFine(shell, event));
                    rest = next.remaining();
                }
            }
        }
    }

    private static void requireFine(JShell shell, SnippetEvent event) {
        if (event.status() == Snippet.Status.REJECTED) {
            StringBuilder reasons = new StringBuilder();
            shell.diagnostics(event.snippet())
                    .forEach(reason -> reasons.append(reason.getMessage(null)).append("; "));
            throw new AssertionError("JShell refuses " + event.snippet().source() + ": " + reasons);
        }
        if (event.exception() != null) {
            throw new AssertionError("in JShell " + event.snippet().source(), event.exception());
        }
    }
}
