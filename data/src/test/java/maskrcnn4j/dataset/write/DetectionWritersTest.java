package maskrcnn4j.dataset.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.labelme.LabelMeFormat;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DetectionWritersTest {
    static final List<String> FORMATS = AnnotationFormats.DETECTIONS;

    private static final Category CAR = new Category(3, "car");
    private static final Category KITE = new Category(38, "kite, \"blue\"");
    private static final Rle SQUARE = Rle.ofBox(20, 30, new Box(2, 4, 12, 14));
    private static final Rle BEHIND = Rle.ofBox(20, 30, new Box(8, 4, 20, 14));

    @TempDir
    Path folder;

    private Losses write(String format, OutputObject... objects) throws IOException {
        Losses losses = new Losses();
        try (AnnotationWriter writer =
                AnnotationFormats.open(format, folder, List.of(CAR, KITE), PictureTransfer.NONE, losses)) {
            writer.add(new OutputPicture(
                    1,
                    folder.resolve("photos/bonn_1_2_leftImg8bit.png"),
                    "bonn_1_2_leftImg8bit.png",
                    30,
                    20,
                    List.of(objects)));
            writer.finish();
        }
        return losses;
    }

    private static OutputObject found(Category category, double score, Rle mask) {
        return OutputObject.detection(category, score, mask.boundingBox(), mask);
    }

    @Test
    void aTableHasARowForEachObject() throws IOException {
        write("csv", found(KITE, 0.75, SQUARE));

        assertThat(Files.readString(folder.resolve("detections.csv")))
                .isEqualTo("image,class,score,x,y,width,height,area,centroid_x,centroid_y,perimeter,circularity\r\n"
                        + "bonn_1_2_leftImg8bit.png,\"kite, \"\"blue\"\"\",0.750000,2.00,4.00,10.00,10.00,100,7.00,9.00,"
                        + "36.81,0.9273\r\n");
    }

    @Test
    void cityscapesGetsItsListWithMasksAndItsOwnClassNumbers() throws IOException {
        Losses losses = write("cityscapes", found(CAR, 0.5, SQUARE), found(KITE, 0.9, BEHIND));

        String[] line = Files.readString(folder.resolve("bonn_1_2.txt")).strip().split(" ");
        assertThat(line).hasSize(3).endsWith("26", "0.5");
        assertThat(LabelImages.read(folder.resolve(line[0])).masks()).containsEntry(255, SQUARE);
        assertThat(losses.lines())
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("1 object left out"));
    }

    @Test
    void theSurerDetectionIsOnTop() throws IOException {
        write("id-png", found(CAR, 0.4, SQUARE), found(CAR, 0.9, BEHIND));

        assertThat(LabelImages.read(folder.resolve("masks/bonn_1_2_leftImg8bit.png"))
                        .masks())
                .containsEntry(2, BEHIND)
                .containsEntry(1, SQUARE.minus(BEHIND));
    }

    @Test
    void cocoKeepsScores() throws IOException {
        write("coco", found(CAR, 0.25, SQUARE));

        Path file = folder.resolve("instances.json");
        Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT);
        assertThat(dataset.instances().count()).isEqualTo(1);
        assertThat(Files.readString(file)).contains("\"score\":0.25");
    }

    @Test
    void labelMeFindsThePictureWhereItLies() throws IOException {
        write("labelme", found(CAR, 0.25, SQUARE));

        Dataset dataset = new LabelMeFormat().read(folder, ReadOptions.DEFAULT);
        assertThat(dataset.sample(0).imagePath()).isEqualTo(folder.resolve("photos/bonn_1_2_leftImg8bit.png"));
        assertThat(dataset.instance(0).area()).isEqualTo(100);
    }

    @ParameterizedTest
    @FieldSource("FORMATS")
    void aPictureWithoutDetectionsIsWrittenToo(String format) throws IOException {
        write(format);

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }
}
