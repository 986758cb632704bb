package maskrcnn4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine.Help;

/**
 * Where the command speaks.
 *
 * @param out standard output: what the user asked for
 * @param err standard error: progress, notes and failures
 * @param interruption what is said when the process is told to end
 * @param interactive whether somebody watches standard error, so that a line may be redrawn in place
 * @param color whether colours are wanted
 * @param width columns of the window
 */
record Terminal(
        PrintStream out, PrintStream err, Interruption interruption, boolean interactive, boolean color, int width) {
    /** System property by which the launcher says whether standard error is a terminal; Java cannot ask. */
    static final String INTERACTIVE = "mrcnn.terminal";

    private static final int DEFAULT_WIDTH = 80;

    /** A terminal that no signal reaches. */
    Terminal(PrintStream out, PrintStream err, boolean interactive, boolean color, int width) {
        this(out, err, Interruption.none(), interactive, color, width);
    }

    /**
     * The terminal of this process, whose interruptions are said on it; colours are off when {@code NO_COLOR} is set
     * (no-color.org) or nobody watches.
     */
    static Terminal ofProcess() {
        boolean interactive = Boolean.getBoolean(INTERACTIVE);
        String noColor = System.getenv().getOrDefault("NO_COLOR", "");
        int width = Integer.getInteger("mrcnn.columns", DEFAULT_WIDTH);
        Interruption interruption = Interruption.watch(System.err, interactive);
        return new Terminal(
                interruption.guard(System.out, "stdout.encoding"),
                interruption.guard(System.err, "stderr.encoding"),
                interruption,
                interactive,
                interactive && noColor.isEmpty(),
                width > 0 ? width : DEFAULT_WIDTH);
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true);
    }

    Help.ColorScheme colorScheme() {
        return Help.defaultColorScheme(color ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /** Lines longer than about 110 columns are hard to read, and the help needs at least 55. */
    int helpWidth() {
        return Math.max(60, Math.min(width, 110));
    }
}
