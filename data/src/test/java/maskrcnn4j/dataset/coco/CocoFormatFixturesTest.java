package maskrcnn4j.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fixtures")
class CocoFormatFixturesTest {
    @Test
    void readsRealAnnotationsAndFindsTheirPictures() throws IOException {
        Path annotations = Shared.require("data/coco-mini/annotations");
        int files = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(annotations, "*.json")) {
            for (Path file : entries) {
                assertThat(new CocoFormat().recognises(file)).isTrue();
                Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT);
                assertThat(dataset.size()).isPositive();
                assertThat(dataset.samples()).allMatch(sample -> Files.isRegularFile(sample.imagePath()));
                assertThat(dataset.strays()).isEmpty();
                assertThat(IntStream.range(0, dataset.instances().count()))
                        .allMatch(i -> dataset.instances().hasArea(i)
                                && dataset.instances().hasBox(i))
                        .noneMatch(i -> dataset.instances().maskKind(i) == MaskKind.BROKEN);
                files++;
            }
        }
        assertThat(files).isPositive();
    }
}
