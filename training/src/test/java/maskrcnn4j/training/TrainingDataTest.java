package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private String objects(String categories, String... annotations) throws IOException {
        return Files.writeString(
                        folder.resolve("objects.json"), """
                {"images": [{"id": 1, "file_name": "there.png", "width": 8, "height": 8}],
                 "categories": [%s], "annotations": [%s]}
                """.formatted(categories, String.join(", ", annotations)))
                .toString();
    }

    private static String object(int id, String box, String mask) {
        return """
                {"id": %d, "image_id": 1, "category_id": 1, "bbox": %s, "area": 16, "iscrowd": 0, "segmentation": %s}
                """.formatted(id, box, mask);
    }

    private static final String CELL = "{\"id\": 1, \"name\": \"cell\"}";
    private static final String SOUND = object(1, "[1, 1, 4, 4]", "[[1, 1, 5, 1, 5, 5, 1, 5]]");

    private List<String> notes(String data) throws IOException {
        return read(data, "").lines().stream()
                .filter(line -> line.startsWith("note: "))
                .toList();
    }

    @Test
    void nothingIsNotedWhereAllIsLearned() throws IOException {
        assertThat(notes(objects(CELL, SOUND))).isEmpty();
    }

    @Test
    void objectsThatAreNotLearnedAreCountedAndTheFirstIsNamed() throws IOException {
        String data = objects(
                CELL,
                SOUND,
                object(2, "[20, 20, 4, 4]", "[[20, 20, 24, 20, 24, 24]]"),
                object(3, "[1, 1, 0, 0]", "[[1, 1, 5, 1, 5, 5]]"),
                object(4, "[1, 1, 4, 4]", "[[1, 1, 5, 1]]"));

        assertThat(notes(data))
                .satisfiesExactly(
                        outside -> assertThat(outside).contains("2 objects have no box inside", "first annotation 2"),
                        maskless -> assertThat(maskless)
                                .contains("1 object has no mask that can be drawn", "annotation 4"));
    }

    @Test
    void aDataSetWithoutMasksSaysThatBoxesAloneAreLearned() throws IOException {
        assertThat(notes(objects(CELL, object(1, "[1, 1, 4, 4]", "[]"))))
                .singleElement()
                .asString()
                .contains("no object has a mask", "boxes and classes alone");
    }

    @Test
    void classesWithoutObjectsAndRepeatedOnesAreNamed() throws IOException {
        String categories = CELL + ", " + CELL + ", {\"id\": 2, \"name\": \"nucleus\"}";

        assertThat(notes(objects(categories, SOUND)))
                .satisfiesExactly(
                        repeated -> assertThat(repeated).contains("category 1 is listed more than once"),
                        empty -> assertThat(empty).endsWith("1 of 2 classes has no object to learn from: nucleus"));
    }

    @Test
    void classesOfOneNameAreNoted() throws IOException {
        String categories = CELL + ", {\"id\": 5, \"name\": \"cell\"}";

        assertThat(notes(objects(categories, SOUND)))
                .last()
                .isEqualTo(
                        "note: 2 classes are called 'cell' (ids 1, 5) and are learned as different things; give each a"
                                + " name of its own");
    }

    @Test
    void aDataSetOfWhichNoObjectIsInsideItsPictureIsRefused() throws IOException {
        String data = objects(CELL, object(7, "[20, 20, 4, 4]", "[[20, 20, 24, 20, 24, 24]]"));

        assertThatThrownBy(() -> read(data, ""))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none of its 1 object");
    }

    @Test
    void aMaskThatCannotBeReadIsRefusedBeforeTheRunBegins() throws IOException {
        String whole = annotations("train.json", "there.png");
        for (String mask : List.of(
                "[[NaN, 1, 5, 1, 5, 5]]", "[[1, 1, 5, 1, 5, 1e30]]", "{\"size\": [9, 9], \"counts\": [0, 81]}")) {
            String broken = objects(CELL, SOUND, object(2, "[1, 1, 4, 4]", mask));

            assertThatThrownBy(() -> read(broken, ""))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContainingAll("objects.json", "annotation 2 (on there.png)", "has a broken mask");
            assertThatThrownBy(() -> read(whole, broken)).hasMessageContaining("annotation 2 (on there.png)");
        }
    }

    @Test
    void aValidationThatCannotJudgeIsRefusedBeforeTheRunBegins() throws IOException {
        String whole = annotations("train.json", "there.png");

        String other = objects("{\"id\": 1, \"name\": \"dog\"}", SOUND);
        assertThatThrownBy(() -> read(whole, other))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("objects.json", "none of its classes (dog)", "(cell)", "the same in both");
        String nothing = objects(CELL);
        assertThatThrownBy(() -> read(whole, nothing))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("objects.json", "has no object of a class that is learned");
    }

    @Test
    void classesOfTheValidationThatAreNotLearnedAndPicturesThatAreLearnedTooAreNoted() throws IOException {
        String whole = annotations("train.json", "there.png");
        String more = objects(
                CELL + ", {\"id\": 2, \"name\": \"moon\"}",
                SOUND,
                object(9, "[1, 1, 4, 4]", "[[1, 1, 5, 1, 5, 5]]").replace("\"category_id\": 1", "\"category_id\": 2"));

        assertThat(read(whole, more).lines())
                .anySatisfy(line -> assertThat(line).contains("note: validation:", "does not know moon"))
                .anySatisfy(line -> assertThat(line).contains("of 1 picture 1 is learned from, too"));
    }
}
