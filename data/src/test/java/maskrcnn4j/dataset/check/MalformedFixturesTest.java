package maskrcnn4j.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.dataset.io.JsonCursor;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and unusual files are answered as their manifest says. */
@Tag("fixtures")
class MalformedFixturesTest {
    private static final Pattern ENTRY = Pattern.compile("annotation \\d+");
    private static final Pattern SIZE = Pattern.compile("\\d+x\\d+");

    @TempDir
    Path temporary;

    private static List<Map<String, String>> manifest(Path file) throws IOException {
        List<Map<String, String>> entries = new ArrayList<>();
        try (JsonCursor json = JsonCursor.open(file)) {
            json.array(index -> {
                Map<String, String> entry = new HashMap<>();
                json.object(key -> {
                    if (json.atArray()) {
                        json.skip();
                    } else {
                        entry.put(key, json.text());
                    }
                });
                entries.add(entry);
            });
        }
        return entries;
    }

    @TestFactory
    List<DynamicTest> everyFileIsAnsweredAsItsManifestSays() throws IOException {
        Path root = Shared.require("data/malformed");
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, String> entry : manifest(root.resolve("manifest.json"))) {
            tests.add(DynamicTest.dynamicTest(entry.get("file"), () -> answer(root, entry)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private void answer(Path root, Map<String, String> entry) throws IOException {
        Path file = root.resolve(entry.get("file"));
        boolean pairs = entry.get("kind").equals("idpng");
        CheckReport report = check(pairs ? file.getParent() : file);
        String name = file.getFileName().toString();
        List<String> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::message)
                .toList();
        assertThat(errors).allSatisfy(message -> assertThat(message).doesNotContain("\n"));
        switch (entry.get("outcome")) {
            case "reject" -> {
                assertThat(errors).hasSize(1);
                assertThat(errors.get(0)).contains(name);
                if (pairs) {
                    assertThat(matches(SIZE, errors.get(0))).isEqualTo(matches(SIZE, entry.get("what")));
                    assertThat(errors.get(0)).contains(name.replace("_mask", ""));
                }
            }
            case "accept" -> {
                // A picture of a pair is fine by itself; what is wrong with the pair is the mask's entry.
                if (!pairs) {
                    assertThat(errors).isEmpty();
                    counts(report.parts().get(0), entry);
                }
            }
            case "skip-or-reject" -> {
                assertThat(errors).hasSize(1);
                assertThat(errors.get(0)).contains(name).contains(matches(ENTRY, entry.get("expect")));
                counts(report.parts().get(0), entry);
                repaired(file, entry);
            }
            default -> assertThat(entry.get("outcome")).isEqualTo("accept-or-reject");
        }
    }

    private static void counts(CheckReport.Part part, Map<String, String> entry) {
        if (entry.containsKey("annotations")) {
            assertThat(part.images()).isEqualTo(Integer.parseInt(entry.get("images")));
            assertThat(part.usable()).isEqualTo(Integer.parseInt(entry.get("annotations")));
        }
    }

    /** What is left out makes the repaired file a sound one. */
    private void repaired(Path file, Map<String, String> entry) throws IOException {
        Path copy = temporary.resolve(file.getFileName());
        Files.copy(file, copy);
        CheckReport.Part part = check(file).parts().get(0);
        CocoRepair.Result result = CocoRepair.repair(
                new CheckReport.Part(copy, "", "coco", part.images(), part.objects(), part.usable(), part.fixes()));

        assertThat(result.changes().get(0)).contains(matches(ENTRY, entry.get("expect")));
        CheckReport again = DatasetCheck.check(
                List.of(result.file()),
                Optional.empty(),
                ReadOptions.DEFAULT.withImages(file.resolveSibling("images")),
                2,
                ProgressListener.NONE);
        assertThat(again.findings())
                .filteredOn(finding -> finding.severity() != Severity.NOTE)
                .isEmpty();
        counts(again.parts().get(0), entry);
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static CheckReport check(Path path) throws IOException {
        return DatasetCheck.check(List.of(path), Optional.empty(), ReadOptions.DEFAULT, 2, ProgressListener.NONE);
    }
}
