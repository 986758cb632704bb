package maskrcnn4j.testing.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormulaFixturesTest {
    private static final String TORCHVISION = "fixtures/torchvision";
    private static final String DETECTRON2 = "fixtures/detectron2";

    @Test
    void aFirstTestOfTheFormula() {
        assertThat(new Stream64("backbone.body.conv1.weight", 0x6d61736b00000007L).value(0, 0, 0.16162440712835371))
                .isEqualTo(0.13445261f);
    }

    @ParameterizedTest
    @ValueSource(strings = {TORCHVISION, DETECTRON2})
    @Tag("fixtures")
    void weightsHaveTheirChecksums(String folder) {
        for (Path file : FixtureFile.list(folder, "weights.json")) {
            WeightTable table = WeightTable.read(file);
            assertThat(table.entries()).isNotEmpty();
            table.entries().forEach((name, entry) -> {
                if (entry.count() < 1 << 20) { // the larger ones take long, and follow the same formula
                    assertThat(entry.checksum().matches(table.values(name)))
                            .as(name)
                            .isTrue();
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TORCHVISION, DETECTRON2})
    @Tag("fixtures")
    void picturesAndObjectsAreThoseOfTheFiles(String folder) {
        List<Path> files = new ArrayList<>(FixtureFile.list(folder, "-inference.json"));
        files.addAll(FixtureFile.list(folder, "-training.json"));
        for (Path path : files) {
            FixtureFile file = FixtureFile.read(path);
            List<PaintedPicture> pictures = file.pictures();
            assertThat(pictures).isNotEmpty();
            for (int i = 0; i < pictures.size(); i++) {
                PaintedPicture picture = pictures.get(i);
                assertThat(PaintedPicture.crc32(picture.rgb()))
                        .as(picture.name())
                        .isEqualTo(picture.crc32());
                for (int k = 0; k < picture.objects().size(); k++) {
                    objectIsThatOfTheFile(
                            picture,
                            picture.objects().get(k),
                            file.root().path("images").get(i).path("objects").get(k));
                }
            }
        }
    }

    private static void objectIsThatOfTheFile(PaintedPicture picture, PaintedObject object, JsonNode node) {
        int area = 0;
        for (byte pixel : object.bitmap(picture.height(), picture.width())) {
            area += pixel;
        }
        assertThat(area).isEqualTo(node.path("maskArea").asInt());
        assertThat(object.maskBox(picture.height(), picture.width())).containsExactly(ints(node.path("maskBox")));
        assertThat(object.polygon()).containsExactly(FixtureFile.doubles(node.path("polygon")));
    }

    @ParameterizedTest
    @ValueSource(strings = {TORCHVISION, DETECTRON2})
    @Tag("fixtures")
    void sampledIndicesAreThoseOfTheFiles(String folder) {
        for (Path path : FixtureFile.list(folder, "-inference.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (String name : file.stages()) {
                JsonNode idx = file.root().path("stages").path(name).path("idx");
                if (!idx.isMissingNode()) {
                    Recorded stage = file.stage(name);
                    assertThat(Stream64.sampledIndices(name, idx.size(), stage.count()))
                            .as(name)
                            .containsExactly(ints(idx));
                }
            }
        }
    }

    private static int[] ints(JsonNode list) {
        return Arrays.stream(FixtureFile.longs(list)).mapToInt(Math::toIntExact).toArray();
    }
}
