package maskrcnn4j.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCheckTest {
    private static final String SQUARE = "\"segmentation\": [[2, 2, 12, 2, 12, 12, 2, 12]]";
    private static final String SOUND = SQUARE + ", \"bbox\": [2, 2, 10, 10], \"area\": 100, \"iscrowd\": 0";

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        Images.write(Image.ofRgb(40, 30, new byte[3600]), folder.resolve("images/a.png"));
        Images.write(Image.ofRgb(40, 30, new byte[3600]), folder.resolve("images/Größe 新.png"));
    }

    private Path write(String name, String images, String categories, String annotations) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"info\": {\"version\": \"1\"}, \"images\": [" + images + "], \"categories\": [" + categories
                        + "], \"annotations\": [" + annotations + "]}");
        return file;
    }

    private Path coco(String... annotations) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < annotations.length; i++) {
            boolean whole = annotations[i].startsWith("{");
            all.append(i == 0 ? "" : ", ")
                    .append(
                            whole
                                    ? annotations[i]
                                    : "{\"id\": " + (i + 1) + ", \"image_id\": 1, \"category_id\": 1, " + annotations[i]
                                            + "}");
        }
        return write(
                "set.json",
                "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 30}",
                "{\"id\": 1, \"name\": \"cat\"}",
                all.toString());
    }

    private static CheckReport check(Path... paths) throws IOException {
        return DatasetCheck.check(List.of(paths), Optional.empty(), ReadOptions.DEFAULT, 2, ProgressListener.NONE);
    }

    private static Finding only(CheckReport report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().get(0);
    }

    @Test
    void aSoundSetIsClean() throws IOException {
        CheckReport report = check(coco(SOUND));

        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.parts().get(0).usable()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bbox\": [2, 2, 10, 10], \"area\": 100, \"iscrowd\": 0 | MASK_MISSING | has no mask",
                "\"segmentation\": [[2, 2, 12, 2]], \"bbox\": [2, 2, 10, 10], \"area\": 9, \"iscrowd\": 0 | POLYGON_BROKEN | 4 numbers",
                "\"segmentation\": [[2, 2, 12, 2, 12, 12, 2]], \"bbox\": [2, 2, 1, 1], \"area\": 9, \"iscrowd\": 0 | POLYGON_BROKEN | 7 numbers",
                "\"segmentation\": [], \"bbox\": [2, 2, 1, 1], \"area\": 9, \"iscrowd\": 0 | POLYGON_BROKEN | no polygons",
                "\"segmentation\": [[2.1, 2.1, 2.3, 2.1, 2.3, 2.3]], \"bbox\": [2, 2, 1, 1], \"area\": 1, \"iscrowd\": 0 | MASK_EMPTY | without pixels",
                "\"segmentation\": {\"size\": [30, 40], \"counts\": [5, 5]}, \"bbox\": [2, 2, 1, 1], \"area\": 5, \"iscrowd\": 0 | MASK_BROKEN | sum to 10",
                "\"segmentation\": {\"size\": [40, 30], \"counts\": [5, 5, 1190]}, \"bbox\": [2, 2, 1, 1], \"area\": 5, \"iscrowd\": 0 | MASK_BROKEN | 30x40",
                "\"segmentation\": [[32, 2, 52, 2, 52, 12, 32, 12]], \"bbox\": [32, 2, 8, 10], \"area\": 80, \"iscrowd\": 0 | MASK_OUTSIDE | (52.0, 2.0)"
            })
    void aMaskThatCanNotBeUsedIsNamed(String annotation, FindingKind kind, String words) throws IOException {
        Finding finding = only(check(coco(annotation)));

        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.entry()).isEqualTo("annotation 1 (on a.png)");
        assertThat(finding.fault()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bbox\": [2, 2, 12, 12], \"area\": 100 | BOX_CORNERS | [2, 2, 10, 10]",
                "\"bbox\": [20, 20, 5, 5], \"area\": 100 | BOX_ELSEWHERE | IoU 0.00",
                "\"bbox\": [2, 2, 14, 10], \"area\": 100 | BOX_DIFFERS | IoU 0.71",
                "\"bbox\": [2, 2, 0, 10], \"area\": 100 | BOX_DEGENERATE | above 0",
                "\"area\": 100 | BOX_MISSING | no box",
                "\"bbox\": [2, 2, 10, 10] | AREA_MISSING | no area",
                "\"bbox\": [2, 2, 10, 10], \"area\": 300 | AREA_DIFFERS | 100 pixels"
            })
    void boxesAndAreasThatDisagreeWithTheMaskAreNamed(String fields, FindingKind kind, String words)
            throws IOException {
        Finding finding = only(check(coco(SQUARE + ", \"iscrowd\": 0, " + fields)));

        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.fault() + finding.remedy()).contains(words);
    }

    @Test
    void theAreaMayBeThatOfThePixelsOrOfTheOutline() throws IOException {
        String thin = "\"segmentation\": [[2, 2, 36, 3, 36, 4]], \"bbox\": [2, 2, 34, 2], \"iscrowd\": 0, \"area\": ";

        int pixels = maskrcnn4j.mask.Polygons.rasterize(30, 40, List.of(new double[] {2, 2, 36, 3, 36, 4}))
                .area();
        assertThat((double) pixels).isNotEqualTo(17);
        assertThat(check(coco(thin + 17)).findings()).isEmpty();
        assertThat(check(coco(thin + pixels)).findings()).isEmpty();
        assertThat(check(coco(thin + 60)).findings()).isNotEmpty();
    }

    @Test
    void doublesIdsAndStraysAreNamed() throws IOException {
        CheckReport report = check(coco(
                SOUND,
                SOUND,
                "{\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"segmentation\": [[20, 2, 30, 2, 30, 12, 20, 12]],"
                        + " \"bbox\": [20, 2, 10, 10], \"area\": 100, \"iscrowd\": 0}",
                "{\"id\": 0, \"image_id\": 1, \"category_id\": 9, " + SOUND + "}",
                "{\"id\": 8, \"image_id\": 5, \"category_id\": 1, " + SOUND + "}"));

        assertThat(report.findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        FindingKind.MASK_REPEATED,
                        FindingKind.ID_REPEATED,
                        FindingKind.ID_ZERO,
                        FindingKind.CATEGORY_UNKNOWN,
                        FindingKind.IMAGE_UNKNOWN);
    }

    @Test
    void repairDropsWhatCanNotBeUsedAndMendsTheRest() throws IOException {
        Path file = coco(
                SOUND,
                SOUND,
                "\"note\": \"kept\", \"iscrowd\": 0, \"bbox\": [0, 0, 1, 1], \"area\": 7,"
                        + " \"segmentation\": [[20, 2, 30, 2, 30, 12, 20, 12], [1, 2, 3]]",
                "{\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"segmentation\": [[20, 15, 30, 15, 30, 25, 20, 25]],"
                        + " \"bbox\": [20, 15, 10, 10], \"area\": 100.50}",
                "{\"id\": 8, \"image_id\": 5, \"category_id\": 1, " + SOUND + "}",
                "{\"image_id\": 1}");

        CocoRepair.Result result = CocoRepair.repair(check(file).parts().get(0));

        assertThat(result.file()).isEqualTo(folder.resolve("set-fixed.json"));
        assertThat(result.dropped()).isEqualTo(3);
        assertThat(result.mended()).isEqualTo(2);
        assertThat(result.changes())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("annotation 2: left out: repeats"),
                        line -> assertThat(line).contains("annotation 3: mended: box of the mask, area of the mask"),
                        line -> assertThat(line).contains("annotation 1: mended: new id 9, iscrowd 0"),
                        line -> assertThat(line).contains("annotation 8: left out"),
                        line -> assertThat(line).contains("annotations[5]: left out"));
        assertThat(check(result.file()).findings()).isEmpty();
        assertThat(Files.readString(result.file()))
                .contains("\"version\":\"1\"")
                .contains("\"note\":\"kept\"")
                .contains("100.50")
                .contains("\"bbox\":[20,2,10,10]");
    }

    @Test
    void aMissingPictureIsToldWithItsPlaceAndTheNearestName() throws IOException {
        Path file = write(
                "set.json",
                "{\"id\": 1, \"file_name\": \"Grosse 新.png\", \"width\": 40, \"height\": 30},"
                        + " {\"id\": 2, \"file_name\": \"nowhere/b.png\", \"width\": 40, \"height\": 30},"
                        + " {\"id\": 3, \"file_name\": \"Größe 新.png\", \"width\": 40, \"height\": 30}",
                "{\"id\": 1, \"name\": \"cat\"}",
                "");

        List<Finding> missing = DatasetCheck.check(
                        List.of(file),
                        Optional.empty(),
                        ReadOptions.DEFAULT.withImages(folder.resolve("images")),
                        2,
                        ProgressListener.NONE)
                .findings()
                .stream()
                .filter(finding -> finding.kind() == FindingKind.IMAGE_MISSING)
                .toList();

        assertThat(missing).hasSize(2);
        assertThat(missing.get(0).fault())
                .contains(folder.resolve("images/Grosse 新.png").toString())
                .contains("the nearest name there is Größe 新.png");
        assertThat(missing.get(1).fault())
                .contains("its folder does not exist either; the nearest that does is " + folder.resolve("images"));
    }

    @Test
    void aPictureOfAnotherSizeIsAnError() throws IOException {
        Path file = write(
                "set.json",
                "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 30, \"height\": 40}",
                "{\"id\": 1, \"name\": \"cat\"}",
                "{\"id\": 1, \"image_id\": 1, \"category_id\": 1, " + SOUND + "}");

        assertThat(only(check(file)).message())
                .startsWith("error: ")
                .contains("states 30x40, but the picture is of 40x30, width and height exchanged");
    }

    @Test
    void aPictureInTrainAndValIsFoundByItsContent() throws IOException {
        Files.copy(folder.resolve("images/a.png"), folder.resolve("images/copy of a.png"));
        Images.write(Image.ofRgb(1, 1, new byte[] {1, 2, 3}), folder.resolve("images/b.png"));
        String category = "{\"id\": 1, \"name\": \"cat\"}";
        String object = "{\"id\": 1, \"image_id\": 1, \"category_id\": 1, " + SOUND + "}";
        write(
                "annotations/instances_train.json",
                "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 30}",
                category,
                object);
        write(
                "annotations/instances_val.json",
                "{\"id\": 1, \"file_name\": \"copy of a.png\", \"width\": 40, \"height\": 30}",
                category,
                object);

        Finding finding = only(check(folder));

        assertThat(finding.kind()).isEqualTo(FindingKind.SPLIT_LEAK);
        assertThat(finding.entry()).isEqualTo("copy of a.png");
        assertThat(finding.fault()).contains("train as a.png");
    }

    @Test
    void severalPathsAreComparedAsPartsOfOneWhole() throws IOException {
        String images = "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 30}";
        String category = "{\"id\": 1, \"name\": \"cat\"}";
        String object = "{\"id\": 1, \"image_id\": 1, \"category_id\": 1, " + SOUND + "}";
        Path train = write("my-train.json", images, category, object);
        Path val = write("my-val.json", images, category, object);

        assertThat(only(check(train, val)).kind()).isEqualTo(FindingKind.SPLIT_LEAK);
    }

    @Test
    void whatDoesNotExistIsAnErrorAndTheNextPathIsStillChecked() throws IOException {
        CheckReport report = check(folder.resolve("gone"), coco(SOUND));

        assertThat(report.count(Severity.ERROR)).isEqualTo(1);
        assertThat(report.parts()).hasSize(1);
    }

    @Test
    void theOrderOfFindingsDoesNotDependOnThreads() throws IOException {
        StringBuilder images = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            images.append(i == 1 ? "" : ",")
                    .append("{\"id\": ")
                    .append(i)
                    .append(", \"file_name\": \"x")
                    .append(i)
                    .append(".png\"}");
        }
        Path file = write("set.json", images.toString(), "{\"id\": 1, \"name\": \"cat\"}", "");

        assertThat(DatasetCheck.check(List.of(file), Optional.empty(), ReadOptions.DEFAULT, 8, ProgressListener.NONE))
                .isEqualTo(DatasetCheck.check(
                        List.of(file), Optional.empty(), ReadOptions.DEFAULT, 1, ProgressListener.NONE));
    }
}
