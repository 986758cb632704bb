package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What whole networks find, with the libraries' own counts and thresholds, and in bfloat16. */
@Tag("fixtures")
class DetectionFixturesTest {
    private static final String TORCHVISION = "fixtures/torchvision";

    static List<Path> defaults() {
        return FixtureFile.ofBothFamilies("-defaults.json");
    }

    static List<Path> bfloat16() {
        return FixtureFile.list(TORCHVISION, "-bfloat16.json");
    }

    static List<Path> inference() {
        return FixtureFile.ofBothFamilies("-inference.json");
    }

    /** 97 of 100 within 0.05 pixels and 1e-4 in score. */
    @ParameterizedTest
    @MethodSource("defaults")
    void fullCountsFindTheSame(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        List<Segmentation> found = run(file, Precision.FLOAT32);
        for (int i = 0; i < found.size(); i++) {
            List<FoundBox> wanted = FoundBox.read(file.root().path("detections").get(i));
            FoundBox.Match match = FoundBox.match(FoundBox.of(found.get(i)), wanted, 0.05, 1e-4);
            int larger = Math.max(found.get(i).detections().size(), wanted.size());
            assertThat(match.agreeing()).as("picture %d", i).isGreaterThanOrEqualTo((int) Math.ceil(0.97 * larger));
        }
    }

    /** No worse than torchvision's own bfloat16 whose boxes are decoded in float32, by more than two detections. */
    @ParameterizedTest
    @MethodSource("bfloat16")
    void bfloat16FindsWhatFloat32Does(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        List<Segmentation> found = run(file, Precision.BF16);
        List<Segmentation> exact = run(file, Precision.FLOAT32);
        for (int i = 0; i < found.size(); i++) {
            JsonNode reference = file.root()
                    .path("float32AfterHeads")
                    .path("matchWithFloat32")
                    .get(i);
            FoundBox.Match match = FoundBox.match(FoundBox.of(found.get(i)), FoundBox.of(exact.get(i)), 1e9, 1);
            assertThat(match.pairs())
                    .as("picture %d", i)
                    .isGreaterThanOrEqualTo(reference.path("matchedAtIou0.5").asInt() - 2);
        }
    }

    /** By the same rule against our own float32: what torchvision's own runs lose, and two more. */
    @ParameterizedTest
    @MethodSource("inference")
    void everyFamilyFindsInBfloat16WhatItDoesInFloat32(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        List<Segmentation> found = run(file, Precision.BF16);
        List<Segmentation> exact = run(file, Precision.FLOAT32);
        for (int i = 0; i < found.size(); i++) {
            FoundBox.Match match = FoundBox.match(FoundBox.of(found.get(i)), FoundBox.of(exact.get(i)), 1e9, 1);
            assertThat(match.pairs())
                    .as("picture %d", i)
                    .isGreaterThanOrEqualTo(exact.get(i).detections().size() - lost() - 2);
        }
    }

    /** How many detections torchvision's bfloat16, decoded in float32, loses in a picture at most. */
    private static int lost() {
        int lost = 0;
        for (Path path : FixtureFile.list(TORCHVISION, "-bfloat16.json")) {
            for (JsonNode match :
                    FixtureFile.read(path).root().path("float32AfterHeads").path("matchWithFloat32")) {
                lost = Math.max(
                        lost,
                        match.path("reference").asInt()
                                - match.path("matchedAtIou0.5").asInt());
            }
        }
        return lost;
    }

    private static List<Segmentation> run(FixtureFile file, Precision precision) throws IOException {
        FixtureModel model = FixtureModel.of(file);
        try (MaskRcnn network = model.network(precision)) {
            return network.segment(model.pictures());
        }
    }
}
