package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path work;

    @Test
    void bashCompletesVerbsInnerVerbsAndOptions() throws Exception {
        CommandRun run = CommandRun.of("completion", "bash");
        assertThat(run.exitCode()).isZero();
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here to try the script with");
        Path script = Files.writeString(work.resolve("completion"), run.out());

        assertThat(completed(script, "seg")).containsExactly("segment");
        assertThat(completed(script, "weights", "pu")).containsExactly("pull");
        assertThat(completed(script, "segment", "--agn")).containsExactly("--agnostic-nms");
    }

    private static String[] completed(Path script, String... words) throws IOException, InterruptedException {
        String typed = String.join(" ", words);
        Process bash = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(mrcnn " + typed + "); COMP_CWORD=" + words.length
                                + "; _complete_mrcnn; echo ${COMPREPLY[@]}")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return printed.strip().split("\\s+");
    }

    @Test
    void zshIsAskedToUnderstandTheScript() {
        assertThat(CommandRun.of("completion", "zsh").out()).startsWith("autoload -U +X compinit");
    }

    @Test
    void otherShellsAreNamed() {
        CommandRun run = CommandRun.of("completion", "fish");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("completion is there for bash and zsh, not for 'fish'");
    }

    @Test
    void helpTakesAVerb() {
        assertThat(CommandRun.of("help", "weights", "pull").out())
                .isEqualTo(CommandRun.of("weights", "pull", "--help").out())
                .contains("Usage: mrcnn weights pull", "Options:");
    }
}
