package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weights info} on Keras files: 0 and a report for sound ones, 1 and one line for others. */
@Tag("fixtures")
class KerasInfoFixturesTest {
    /** What only a model's expected shapes can tell. */
    private static final Set<String> NOT_SEEN = Set.of("read", "read_or_reject", "reject_or_warn");

    @TestFactory
    Stream<DynamicTest> soundFiles() {
        Path folder = Shared.require("fixtures/matterport/container");
        JsonNode expected = FixtureFile.parse(folder.resolve("expected.json"));
        return rows(expected)
                .map(row -> DynamicTest.dynamicTest(row.path("file").asString(), () -> {
                    CommandRun run = CommandRun.of(
                            "weights",
                            "info",
                            folder.resolve(row.path("file").asString()).toString(),
                            "--json",
                            "-");
                    if (row.path("must").asString().equals("read")) {
                        assertThat(run.exitCode()).as(run.err()).isZero();
                        if (row.path("tensor_set").isMissingNode()
                                && row.path("only").isMissingNode()) {
                            JsonNode said =
                                    JsonMapper.shared().readTree(run.out()).path("layers");
                            expected.path("self_description")
                                    .properties()
                                    .forEach(number -> assertThat(
                                                    said.path(number.getKey()).asInt())
                                            .as(number.getKey())
                                            .isEqualTo(number.getValue().asInt()));
                        }
                    } else if (row.path("must").asString().equals("reject")) {
                        assertRefused(run);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> damagedFiles() {
        Path folder = Shared.require("fixtures/matterport/damaged");
        JsonNode expected = FixtureFile.parse(folder.resolve("expected.json"));
        return rows(expected)
                .map(row -> DynamicTest.dynamicTest(row.path("file").asString(), () -> {
                    Path file = folder.resolve(row.path("file").asString());
                    assertThat(Files.exists(file)).isTrue();
                    CommandRun run = CommandRun.of("weights", "info", file.toString());
                    boolean onlyAModelTells = row.path("file").asString().equals("missing_layer.h5");
                    if (row.path("must").asString().equals("reject") && !onlyAModelTells) {
                        assertRefused(run);
                    } else if (row.path("must").asString().equals("read")) {
                        assertThat(run.exitCode()).as(run.err()).isZero();
                    } else if (!NOT_SEEN.contains(row.path("must").asString())) {
                        assertThat(run.exitCode()).isIn(0, 1);
                    }
                }));
    }

    private static Stream<JsonNode> rows(JsonNode expected) {
        return StreamSupport.stream(expected.path("files").spliterator(), false);
    }

    private static void assertRefused(CommandRun run) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).hasLineCount(1);
    }
}
