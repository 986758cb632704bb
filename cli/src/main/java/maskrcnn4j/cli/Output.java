package maskrcnn4j.cli;

import java.io.PrintStream;

/**
 * What a verb speaks through. Results are printed to standard output; notes, warnings and progress go to standard error,
 * so that results can be piped. Safe for use from many threads.
 */
final class Output {
    private static final String CLEAR_LINE = "\r\033[K";

    private final Terminal terminal;
    private final PrintStream results;
    private final boolean quiet;
    private volatile boolean barShown;

    Output(Terminal terminal, PrintStream results, boolean quiet) {
        this.terminal = terminal;
        this.results = results;
        this.quiet = quiet;
    }

    /** Prints a line of the result the user asked for, also with {@code --quiet}. */
    void print(String line) {
        line(results, line);
    }

    /** Says what is being done; silent with {@code --quiet}. */
    void note(String line) {
        if (!quiet) {
            line(terminal.err(), FailureMessages.oneLine(line));
        }
    }

    /** Reports something that went wrong without ending the verb, as one line in the form of all failures. */
    void problem(String line) {
        line(terminal.err(), "mrcnn: " + FailureMessages.oneLine(line));
    }

    /** Reports a failure that does not end the verb; see {@link FailureMessages#of}. */
    void problem(Throwable failure) {
        problem(FailureMessages.of(failure));
    }

    /** Says how to go on, from now on, if the process is interrupted; see {@link Interruption}. */
    void ifInterrupted(String remedy) {
        terminal.interruption().remedy(FailureMessages.oneLine(remedy));
    }

    /** Starts progress over a number of things, shown until it is closed. */
    Progress progress(String task, long count) {
        return progress(task, count, Progress.Unit.THINGS);
    }

    /** Starts progress over a number of bytes or things; a negative count means that it is not known. */
    Progress progress(String task, long count, Progress.Unit unit) {
        if (quiet) {
            return Progress.silent();
        }
        if (!terminal.interactive()) {
            return new ProgressLines(this::note, task, count, unit);
        }
        barShown = true;
        return new ProgressBarView(terminal, task, count, unit, () -> barShown = false);
    }

    private synchronized void line(PrintStream stream, String line) {
        if (barShown) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
        }
        stream.println(line);
        stream.flush();
    }
}
