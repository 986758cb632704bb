package maskrcnn4j.cli;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of verbs whose result can also be had as JSON. */
final class ReportOptions extends CommonOptions {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            order = 999,
            description = "Write the result as JSON to FILE, or to standard output when FILE is -.")
    private @Nullable String json;

    ReportOptions(Terminal terminal) {
        super(terminal);
    }

    /** As if the user had given {@code --json}. */
    void writeJsonTo(String where) {
        json = where;
    }

    /** With {@code --json -}, standard output is for JSON alone and all text goes to standard error. */
    @Override
    Output output() {
        boolean takesOut = "-".equals(json);
        return new Output(terminal(), takesOut ? terminal().err() : terminal().out(), quiet());
    }

    /** Where the user wants JSON, if anywhere. */
    Optional<JsonTarget> json() {
        return Optional.ofNullable(json).map(where -> new JsonTarget(terminal(), where));
    }

    /**
     * Writes the result as JSON if the user asked for it.
     *
     * @param result a record, map or list
     * @throws IOException if the file cannot be written
     */
    void writeJson(Object result) throws IOException {
        if (json != null) {
            new JsonTarget(terminal(), json).write(result);
        }
    }
}
