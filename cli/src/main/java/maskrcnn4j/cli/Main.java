package maskrcnn4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import maskrcnn4j.weights.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Entry point of the {@code mrcnn} command. Exit codes: 0 all done, 1 something failed, 2 wrong use,
 * 128 and its number for a signal.
 *
 * <p>Only the verb that was named is loaded; the help of the whole command loads them all. Verbs are listed in
 * {@link Verbs}.
 */
public final class Main {
    private static final List<String> HELP = List.of("-h", "--help", "help");

    private final Terminal terminal;
    private final Verbs verbs;

    Main(Terminal terminal, Verbs verbs) {
        this.terminal = terminal;
        this.verbs = verbs;
    }

    /** Runs the verb that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        OptionalInt quick = QuickScore.run(args, terminal);
        int code = quick.isPresent() ? quick.getAsInt() : new Main(terminal, Verbs.ofMrcnn()).run(args);
        terminal.interruption().endsByItself();
        System.exit(code);
    }

    int run(String... args) {
        boolean verbose = hasFlag(args, "--verbose");
        Logging.configure(verbose, hasFlag(args, "--quiet"));
        if (args.length > 1 && args[0].equals("help")) { // mrcnn help data check
            String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
            asked[asked.length - 1] = "--help";
            return run(asked);
        }
        String first = args.length == 0 ? "--help" : args[0];
        Optional<Class<?>> verb = verbs.find(first);
        if (verb.isEmpty() && !first.startsWith("-") && !first.equals("help")) {
            terminal.err().println("mrcnn: " + Nearest.unknown("verb", first, verbs.names()) + "; see mrcnn --help");
            return CommandLine.ExitCode.USAGE;
        }
        Failures failures = new Failures(terminal, verbose);
        CommandLine command = commandLine(failures, verb.map(List::<Class<?>>of).orElseGet(() -> verbsToShow(first)));
        try {
            return command.execute(args.length == 0 || first.equals("help") ? new String[] {"--help"} : args);
        } catch (OutOfMemoryError full) { // no exception, which picocli would hand over
            return failures.handleFullMemory(full);
        }
    }

    /** The whole command with all its verbs, for what describes them. */
    CommandLine tree() {
        return commandLine(new Failures(terminal, false), verbs.all());
    }

    private List<Class<?>> verbsToShow(String first) {
        return HELP.contains(first) ? verbs.all() : List.of();
    }

    private CommandLine commandLine(Failures failures, List<Class<?>> shown) {
        CommandSpec root = CommandSpec.create()
                .name("mrcnn")
                .versionProvider(new Version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help; mrcnn help VERB shows that of a verb.")
                        .build())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Show the versions of mrcnn and of Java.")
                        .build());
        root.usageMessage()
                .description("Mask R-CNN for the JVM: finds objects in pictures, with their outlines.")
                .synopsisSubcommandLabel("VERB")
                .commandListHeading("%nVerbs:%n")
                .footer("%nExit codes: 0 all done, 1 something failed, 2 wrong use.");
        CommandLine.IFactory factory = new VerbFactory(terminal);
        CommandLine command = new CommandLine(root, factory);
        for (Class<?> verb : shown) {
            command.addSubcommand(new CommandLine(verb, factory));
        }
        describe(command);
        return command.setOut(terminal.outWriter())
                .setErr(terminal.errWriter())
                .setColorScheme(terminal.colorScheme())
                .setUsageHelpWidth(terminal.helpWidth())
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Sections as in a manual page, for the command and every verb below it. */
    private static void describe(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n");
        command.getSubcommands().values().forEach(Main::describe);
    }

    private static boolean hasFlag(String[] args, String flag) {
        return Arrays.stream(args).takeWhile(arg -> !arg.equals("--")).anyMatch(flag::equals);
    }
}
