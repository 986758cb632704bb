package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void itTrainsJudgesAndShowsAndCanBeRunAgain() throws Exception {
        Path json = folder.resolve("demo.json");
        String[] command = {
            "demo",
            "--seconds",
            "1",
            "--seed",
            "5",
            "--out",
            folder.resolve("demo").toString(),
            "--json",
            json.toString()
        };
        for (int i = 0; i < 2; i++) {
            CommandRun run = CommandRun.of(command);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("mask AP").contains("then try your own pictures");
            JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
            assertThat(result.get("seed").asInt()).isEqualTo(5);
            assertThat(result.get("trainSeconds").asDouble()).isBetween(1.0, 60.0);
            assertThat(result.get("bbox").get("stats")).hasSize(12);
            assertThat(result.get("segm").get("stats")).hasSize(12);
            assertThat(Path.of(result.get("report").asString())).isRegularFile();
        }
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/thesis.txt"), "precious");
        CommandRun run = CommandRun.of("demo", "--seconds", "1", "--out", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is there already, and not of a demonstration");
        assertThat(folder.resolve("run/thesis.txt")).exists();
    }
}
