package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private String run(String name, double ap) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        Files.writeString(run.resolve("metrics.csv"), "step,epoch,name,value\n5,1.0,segm/AP," + ap + "\n");
        Files.writeString(run.resolve("config.yaml"), "name: " + name + "\nseed: 1\n");
        return run.toString();
    }

    @Test
    void runsAreComparedOnAPageAndInLines() throws IOException {
        Path page = folder.resolve("page.html");
        Path json = folder.resolve("out.json");

        CommandRun run = CommandRun.of(
                "compare", run("one", 0.25), run("two", 0.5), "--report", page.toString(), "--json", json.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).contains("0.250").contains("0.500");
        assertThat(page)
                .content()
                .contains("Comparison of runs", "Settings that differ")
                .contains("<svg");
        assertThat(json).content().contains("\"best\" : 0.5");
    }

    @Test
    void aFolderThatIsNoRunIsOneLine() throws IOException {
        CommandRun run = CommandRun.of("compare", run("one", 0.25), folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("metrics.csv is missing");
    }
}
