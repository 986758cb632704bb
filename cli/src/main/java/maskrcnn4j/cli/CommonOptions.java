package maskrcnn4j.cli;

import picocli.CommandLine.Option;

/** The options that every verb has. */
class CommonOptions {
    private final Terminal terminal;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 1000,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", order = 1001, description = "Say more, with stack traces of failures.")
    private boolean verbose;

    @Option(names = "--quiet", order = 1002, description = "Say nothing but results and failures.")
    private boolean quiet;

    CommonOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** As if the user had given {@code --quiet}. */
    final void beQuiet() {
        quiet = true;
    }

    /** What the verb speaks through; ask once per run. */
    Output output() {
        return new Output(terminal, terminal.out(), quiet);
    }

    final Terminal terminal() {
        return terminal;
    }

    final boolean quiet() {
        return quiet;
    }

    final boolean verbose() {
        return verbose;
    }
}
