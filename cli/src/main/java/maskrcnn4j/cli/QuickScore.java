package maskrcnn4j.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs {@code score} without the library that reads options, when its arguments are plain, as they nearly always are:
 * loading the library takes longer than scoring the detections of a whole validation set. Whatever is not plain, such as
 * a wrong, missing or seldom used option, is left to the library and its messages.
 */
final class QuickScore {
    private QuickScore() {}

    /** The exit code, or empty if this is not for it. */
    static OptionalInt run(String[] args, Terminal terminal) {
        if (args.length == 0 || !args[0].equals("score")) {
            return OptionalInt.empty();
        }
        Optional<ScoreCommand> command = command(args, terminal);
        if (command.isEmpty()) {
            return OptionalInt.empty();
        }
        Logging.configure(false, command.get().options.quiet());
        try {
            return OptionalInt.of(command.get().call());
        } catch (Exception failure) {
            terminal.err().println("mrcnn: " + FailureMessages.of(failure));
            return OptionalInt.of(failure instanceof UsageException ? 2 : 1);
        }
    }

    /** The verb with its options set, or empty if they are not plain. */
    static Optional<ScoreCommand> command(String[] args, Terminal terminal) {
        ScoreCommand command = new ScoreCommand(terminal);
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--quiet")) {
                command.options.beQuiet();
                continue;
            }
            int equals = args[i].startsWith("--") ? args[i].indexOf('=') : -1;
            if (equals < 0 && i + 1 == args.length) {
                return Optional.empty();
            }
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            String value = equals < 0 ? args[++i] : args[i].substring(equals + 1);
            if (!isPlain(value) || !set(command, name, value)) {
                return Optional.empty();
            }
        }
        boolean complete = command.annotations != null && command.detections != null;
        return complete ? Optional.of(command) : Optional.empty();
    }

    /** What begins with a dash may be an option, and the library gives quotes and at-signs a meaning. */
    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && (value.equals("-") || !value.startsWith("-"))
                && !value.startsWith("@")
                && value.indexOf('"') < 0
                && value.indexOf('\'') < 0;
    }

    private static boolean set(ScoreCommand command, String name, String value) {
        try {
            switch (name) {
                case "-a", "--annotations" -> {
                    return command.annotations == null && (command.annotations = Path.of(value)) != null;
                }
                case "-d", "--detections" -> {
                    return command.detections == null && (command.detections = Path.of(value)) != null;
                }
                case "--type" -> command.types = List.of(value.split(",", -1));
                case "--json" -> command.options.writeJsonTo(value);
                case "--threads" -> command.threads = Integer.parseInt(value);
                default -> {
                    return false;
                }
            }
            return true;
        } catch (InvalidPathException | NumberFormatException e) {
            return false;
        }
    }
}
