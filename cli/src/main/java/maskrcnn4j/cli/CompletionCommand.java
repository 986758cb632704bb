package maskrcnn4j.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mrcnn completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets the shell complete verbs, options and file names of mrcnn.",
            "For bash, in ~/.bashrc: source <(mrcnn completion bash)",
            "For zsh, in ~/.zshrc: source <(mrcnn completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells that the script is for. */
    enum Shell {
        BASH,
        ZSH
    }

    @Mixin
    private final CommonOptions options;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell = "";

    CompletionCommand(Terminal terminal) {
        this.options = new CommonOptions(terminal);
    }

    @Override
    public Integer call() {
        Shell wanted = parse(shell);
        String script = AutoComplete.bash("mrcnn", new Main(options.terminal(), Verbs.ofMrcnn()).tree());
        if (wanted == Shell.ZSH) { // the script itself then asks zsh to understand bash's completion
            script = "autoload -U +X compinit && compinit\n" + script;
        }
        options.terminal().out().print(script);
        options.terminal().out().flush();
        return CommandLine.ExitCode.OK;
    }

    private static Shell parse(String name) {
        for (Shell shell : Shell.values()) {
            if (shell.name().toLowerCase(Locale.ROOT).equals(name)) {
                return shell;
            }
        }
        throw new UsageException("completion is there for bash and zsh, not for '" + name + "'");
    }
}
