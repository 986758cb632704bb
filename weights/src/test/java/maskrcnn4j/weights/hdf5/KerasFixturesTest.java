package maskrcnn4j.weights.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sound files are read to the last bit, in every layout; damaged ones are refused with the reason, or read rightly. */
@Tag("fixtures")
class KerasFixturesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> soundFiles() throws IOException {
        Path folder = Shared.require("fixtures/matterport/container");
        JsonNode expected = JSON.readTree(Files.readString(folder.resolve("expected.json")));
        return cases(folder, expected).map(c -> DynamicTest.dynamicTest(c.name(), () -> sound(c, expected)));
    }

    @TestFactory
    Stream<DynamicTest> damagedFiles() throws IOException {
        Path folder = Shared.require("fixtures/matterport/damaged");
        JsonNode expected = JSON.readTree(Files.readString(folder.resolve("expected.json")));
        return cases(folder, expected).map(c -> DynamicTest.dynamicTest(c.name(), () -> damaged(c, expected)));
    }

    private record Case(String name, Path path, JsonNode row) {}

    private static Stream<Case> cases(Path folder, JsonNode expected) throws IOException {
        Map<String, JsonNode> rows = new TreeMap<>();
        expected.path("files").forEach(row -> rows.put(row.path("file").stringValue(), row));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> !file.toString().endsWith(".json"))
                    .filter(file -> rows.containsKey(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(found).hasSameSizeAs(rows.keySet());
            return found.stream()
                    .map(file -> new Case(
                            file.getFileName().toString(),
                            file,
                            rows.get(file.getFileName().toString())));
        }
    }

    private static void sound(Case c, JsonNode expected) throws IOException {
        String must = c.row().path("must").stringValue();
        if (must.equals("reject")) {
            assertThatThrownBy(() -> WeightFiles.open(c.path()))
                    .isInstanceOf(WeightException.class)
                    .hasMessageStartingWith(c.path() + ": ")
                    .hasMessageContaining(".weights.h5");
            return;
        }
        Map<String, JsonNode> tensors = expectedOf(c.row(), expected);
        try (WeightFile weights = WeightFiles.open(c.path())) {
            tensors.forEach((name, tensor) -> assertSame(weights, name, tensor));
            List<String> others = weights.tensors().keySet().stream()
                    .filter(name -> !tensors.containsKey(name))
                    .toList();
            assertThat(others).containsExactlyElementsOf(strings(c.row().path("unused")));
            for (String name : strings(c.row().path("not_finite"))) {
                assertThat(weights.notices())
                        .anySatisfy(notice -> assertThat(notice).contains(name).contains("not finite"));
            }
            if (c.row().path("not_finite").isMissingNode()) {
                assertThat(weights.notices()).isEmpty();
            }
        } catch (WeightException e) {
            assertThat(must).as(e.getMessage()).isNotEqualTo("read");
            assertThat(e.getMessage()).hasLineCount(1).startsWith(c.path() + ": ");
            assertThat(e.getMessage().toLowerCase(Locale.ROOT))
                    .contains(c.row().path("says").stringValue().toLowerCase(Locale.ROOT));
        }
    }

    private static Map<String, JsonNode> expectedOf(JsonNode row, JsonNode expected) {
        Map<String, JsonNode> tensors = new LinkedHashMap<>();
        expected.path("sets").path("mini").properties().forEach(e -> tensors.put(e.getKey(), e.getValue()));
        JsonNode set = expected.path("sets").path(row.path("tensor_set").asString("mini"));
        if (set.isArray()) {
            tensors.keySet().retainAll(strings(set));
        }
        if (row.path("only").isArray()) {
            tensors.keySet().retainAll(strings(row.path("only")));
        }
        tensors.keySet().removeAll(strings(row.path("absent")));
        row.path("instead").properties().forEach(e -> tensors.put(e.getKey(), e.getValue()));
        return tensors;
    }

    private static void damaged(Case c, JsonNode expected) throws IOException {
        Map<String, JsonNode> needed = new LinkedHashMap<>();
        expected.path("undamaged").path("tensors").properties().forEach(e -> needed.put(e.getKey(), e.getValue()));
        Map<String, Shape> shapes = new LinkedHashMap<>();
        needed.forEach((name, tensor) -> shapes.put(name, shape(tensor)));
        String must = c.row().path("must").stringValue();
        String kind = c.row().path("kind").stringValue();
        Throwable refused = catchThrowable(() -> {
            try (WeightFile weights = WeightFiles.open(c.path())) {
                LoadReport.match(c.path().toString(), shapes, weights.tensors(), UnaryOperator.identity())
                        .requireComplete();
                if (!kind.equals("undetectable")) {
                    needed.forEach((name, tensor) -> assertSame(weights, name, tensor));
                } else {
                    shapes.keySet()
                            .forEach(name -> assertThat(weights.tensors()).containsKey(name));
                }
                assertThat(must).isIn("read", "read_or_reject", "reject_or_warn");
                if (must.equals("reject_or_warn")
                        || kind.equals("notice")
                                && !c.row().path("says").asString("").startsWith("nothing")) {
                    assertThat(weights.notices()).isNotEmpty();
                }
            }
        });
        if (refused != null) {
            assertThat(refused).isInstanceOf(WeightException.class);
            assertThat(refused.getMessage()).hasLineCount(1).startsWith(c.path() + ": ");
            assertThat(must).as(refused.getMessage()).isNotEqualTo("read");
            assertThat(refused.getMessage().substring(c.path().toString().length()))
                    .containsPattern(Reasons.of(c.row()));
        }
    }

    private static void assertSame(WeightFile weights, String name, JsonNode tensor) {
        assertThat(weights.tensors()).containsKey(name);
        assertThat(weights.tensors().get(name).shape()).as(name).isEqualTo(shape(tensor));
        float[] values;
        try {
            values = weights.floats(name);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertThat(String.format(Locale.ROOT, "%08x", crc.getValue()))
                .as(name)
                .isEqualTo(tensor.path("crc32").stringValue());
    }

    private static Shape shape(JsonNode tensor) {
        JsonNode sizes = tensor.path("shape");
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.path(i).longValue();
        }
        return Shape.of(shape);
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
