package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Damaged and unusual pictures are answered as their manifest says. */
@Tag("fixtures")
class MalformedImagesTest {
    /** Words that the manifest asks messages to say, in the sense that they have there. */
    private static final List<String> WORDS = List.of("incomplete", "empty", "limit", "not recognised");

    @TestFactory
    Stream<DynamicTest> every_picture_is_answered_as_its_manifest_says() throws IOException {
        Path folder = Shared.require("data/malformed");
        JsonNode manifest = JsonMapper.shared().readTree(Files.readString(folder.resolve("manifest.json")));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : manifest) {
            if (entry.get("kind").asString().equals("image")) {
                Path file = folder.resolve(entry.get("file").asString());
                tests.add(DynamicTest.dynamicTest(entry.get("file").asString(), () -> check(entry, file)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void check(JsonNode entry, Path file) throws IOException {
        String outcome = entry.get("outcome").asString();
        Image image;
        try {
            image = Images.read(file);
        } catch (ImageException e) {
            assertThat(outcome).as(e.getMessage()).contains("reject");
            assertThat(e.getMessage()).contains(file.getFileName().toString()).doesNotContain("\n");
            for (String word : WORDS) {
                if (outcome.equals("reject") && entry.get("expect").asString().contains(word)) {
                    assertThat(e.getMessage()).contains(word);
                }
            }
            return;
        }
        assertThat(outcome).contains("accept");
        if (entry.has("width")) {
            assertThat(image.width()).isEqualTo(entry.get("width").asInt());
            assertThat(image.height()).isEqualTo(entry.get("height").asInt());
        }
        for (JsonNode fact : entry.path("pixels_x_y_rgb")) {
            for (int c = 0; c < 3; c++) {
                assertThat(image.sample(fact.get(0).asInt(), fact.get(1).asInt(), c))
                        .isCloseTo(
                                fact.get(2).get(c).asInt(),
                                within(entry.path("tolerance").asInt(0)));
            }
        }
    }
}
