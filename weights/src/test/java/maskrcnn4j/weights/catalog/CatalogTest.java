package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.WeightException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    @Test
    void everyStandardEntrySaysWhatItIsAndWhereItComesFrom() {
        Catalog catalog = Catalog.standard();
        assertThat(catalog.entries())
                .extracting(CatalogEntry::family)
                .contains("mask2go", "torchvision", "detectron2", "matterport");
        assertThat(catalog.entries()).allSatisfy(entry -> {
            assertThat(entry.what()).isNotBlank();
            assertThat(entry.licence()).isNotBlank();
            assertThat(entry.files()).allSatisfy(file -> {
                assertThat(file.address().getScheme()).isEqualTo(file.bundled() ? "bundled" : "https");
                assertThat(file.address().getPath()).endsWith("/" + file.name());
            });
        });
    }

    @Test
    void hashInATorchvisionNameIsTheOneThatIsChecked() {
        for (CatalogEntry entry : Catalog.standard().entries()) {
            for (CatalogFile file : entry.files()) {
                if (entry.family().equals("torchvision")) {
                    assertThat(file.name())
                            .endsWith("-" + file.checksum().orElseThrow().hex() + ".pth");
                }
                if (file.name().startsWith("model_final_")) {
                    assertThat(file.name())
                            .contains("_" + file.checksum().orElseThrow().hex() + ".");
                }
            }
        }
    }

    @Test
    @Tag("fixtures")
    void maskRcnn2GoIsTheFileThatTheModelWasDescribedFrom() throws IOException {
        Path folder = Shared.require("data/mask2go");
        for (CatalogFile file : Catalog.standard().find("mask2go").orElseThrow().files()) {
            Path path = folder.resolve(file.name());
            Checksum expected = file.checksum().orElseThrow();
            assertThat(expected.isComplete()).isTrue();
            assertThat(expected.of(path)).isEqualTo(expected);
            assertThat(file.size()).hasValue(Files.size(path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\": \"a\"}]",
                "[{\"name\": \"../a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": [{\"address\": \"http://h/f\"}]}]",
                "[{\"name\": \"a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": [{\"address\": \"file:/etc/f\"}]}]",
                "[{\"name\": \"a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": [{\"address\": \"http://h/..\"}]}]",
                "[{\"name\": \"a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": [{\"address\": \"bundled:/f\"}]}]",
                "[{\"name\": \"a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": []}]",
                "[{\"name\": \"a\", \"what\": \"\", \"family\": \"\", \"licence\": \"\", \"files\": [{\"address\": \"http://h/f\", \"hash\": \"sha1:1234\"}]}]",
                "[",
            })
    void damagedCatalogueIsRefused(String json) {
        assertThatThrownBy(() -> Catalog.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith("the catalogue of weights is damaged");
    }
}
