package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void onePictureIsThere() throws IOException {
        Images.write(Image.ofRgb(8, 8, new byte[3 * 8 * 8]), folder.resolve("there.png"));
    }

    private String annotations(String name, String picture) throws IOException {
        return Files.writeString(folder.resolve(name), """
                {"images": [{"id": 1, "file_name": "%s", "width": 8, "height": 8}],
                 "categories": [{"id": 1, "name": "cell"}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 4, 4], "area": 16,
                                  "iscrowd": 0, "segmentation": [[1, 1, 5, 1, 5, 5, 1, 5]]}]}
                """.formatted(picture)).toString();
    }

    private TrainingData read(String train, String val) throws IOException {
        TrainingConfig config = TrainingConfig.usual(false).withData(train, "").withValidation(val, "");
        return TrainingData.read(config, ReadOptions.DEFAULT);
    }

    @Test
    void picturesThatAreThereAreTaken() throws IOException {
        TrainingData data = read(annotations("train.json", "there.png"), annotations("val.json", "there.png"));

        assertThat(data.train().size()).isEqualTo(1);
        assertThat(data.validation()).isPresent();
    }

    @Test
    void aMissingPictureIsRefusedBeforeTheRunBegins() throws IOException {
        String whole = annotations("train.json", "there.png");
        String broken = annotations("broken.json", "their.png");

        assertThatThrownBy(() -> read(broken, ""))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("their.png")
                .hasMessageContaining("there.png");
        assertThatThrownBy(() -> read(whole, broken))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("their.png");
    }
}
