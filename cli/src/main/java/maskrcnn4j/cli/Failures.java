package maskrcnn4j.cli;

import java.util.Collection;
import java.util.List;
import maskrcnn4j.weights.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on standard error and an exit code; the stack trace only with {@code --verbose}. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** What picocli says about a command that only has subcommands; it has no exception type of its own. */
    private static final String MISSING_VERB = "Missing required subcommand";

    private final Terminal terminal;
    private final boolean verbose;

    Failures(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        report(wrongUse(failure, command) + "; see " + help, failure);
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        report(FailureMessages.of(failure), failure);
        return failure instanceof UsageException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** Java's own memory is full; that of tensors, which lies outside of it, has words of its own. */
    int handleFullMemory(OutOfMemoryError full) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        report(
                String.valueOf(full.getMessage()).contains("heap")
                        ? "Java's heap of " + heap + " MB is full; give it more, for example MRCNN_JAVA_OPTS=-Xmx"
                                + 2 * heap + "m, or less to do at once: smaller batches or pictures, fewer --workers"
                        : "there is too little memory: " + full.getMessage(),
                full);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void report(String message, Throwable failure) {
        terminal.err().println("mrcnn: " + FailureMessages.oneLine(message));
        if (verbose) {
            failure.printStackTrace(terminal.err());
        }
    }

    private static String wrongUse(ParameterException failure, CommandLine command) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched(), command);
        }
        if (failure.getMessage().equals(MISSING_VERB)) {
            return "name a verb of " + command.getCommandName() + ": "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        return failure.getMessage();
    }

    private static String unmatched(List<String> arguments, CommandLine command) {
        String first = arguments.get(0);
        if (first.startsWith("-")) {
            Collection<String> options = command.getCommandSpec().optionsMap().keySet();
            return Nearest.unknown("option", first.replaceFirst("=.*", ""), options);
        }
        Collection<String> verbs = command.getSubcommands().keySet();
        return verbs.isEmpty() ? "unexpected argument '" + first + "'" : Nearest.unknown("verb", first, verbs);
    }
}
