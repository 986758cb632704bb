package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SegmentCommandTest {
    @TempDir
    private Path folder;

    private Path weights;
    private Path pictures;
    private Path out;

    @BeforeEach
    void makePictures() throws IOException {
        weights = TinyFiles.model(folder);
        pictures = folder.resolve("pictures");
        out = folder.resolve("out");
        Files.createDirectories(pictures.resolve("inside"));
        Images.write(noise(90, 70, 1), pictures.resolve("b.png"));
        Images.write(noise(60, 80, 2), pictures.resolve("a.png"));
        Images.write(noise(50, 50, 3), pictures.resolve("inside/c.jpg"));
    }

    private static Image noise(int width, int height, long seed) {
        return Image.ofRgb(width, height, TinyFiles.noise(width, height, seed));
    }

    private CommandRun segment(String... more) {
        List<String> args = new ArrayList<>(
                List.of("segment", "--weights", weights.toString(), "--precision", "float32", "--out", out.toString()));
        args.addAll(List.of(more));
        if (!args.contains("--score")) {
            args.addAll(List.of("--score", "0.2"));
        }
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode read(Path json) {
        return new JsonMapper().readTree(json);
    }

    @Test
    void aFolderBecomesOverlaysAndOneDocumentInCocosShape() throws IOException {
        CommandRun run = segment(pictures.toString());
        assertThat(run.exitCode()).isZero();
        JsonNode document = read(out.resolve("segmentation.json"));
        assertThat(document.get("images").size()).isEqualTo(2);
        assertThat(document.get("images").get(0).get("file_name").asString()).isEqualTo("a.png");
        assertThat(document.get("images").get(0).get("id").asInt()).isEqualTo(1);
        assertThat(document.get("images").get(1).get("width").asInt()).isEqualTo(90);
        assertThat(document.get("categories").toString())
                .isEqualTo("[{\"id\":7,\"name\":\"disc\"},{\"id\":9,\"name\":\"bar\"}]");
        assertThat(document.get("annotations").size()).isPositive();
        for (JsonNode annotation : document.get("annotations")) {
            JsonNode rle = annotation.get("segmentation");
            Rle mask = Rle.fromCompressed(
                    rle.get("size").get(0).asInt(),
                    rle.get("size").get(1).asInt(),
                    rle.get("counts").asString());
            assertThat(annotation.get("area").asInt()).isEqualTo(mask.area());
            assertThat(annotation.get("iscrowd").asInt()).isZero();
            assertThat(annotation.get("bbox").size()).isEqualTo(4);
            assertThat(annotation.get("score").asDouble()).isBetween(0.2, 1.0);
            assertThat(annotation.get("category_id").asInt()).isIn(7, 9);
        }
        Image overlay = Images.read(out.resolve("b.png"));
        assertThat(overlay.width()).isEqualTo(90);
        assertThat(overlay).isNotEqualTo(Images.read(pictures.resolve("b.png")));
    }

    @Test
    void recursionKeepsRelativePathsAndLeavesResultsOfEarlierRunsAlone() throws IOException {
        out = pictures.resolve("out");
        assertThat(segment("--recursive", pictures.toString()).exitCode()).isZero();
        assertThat(segment("--recursive", pictures.toString()).exitCode()).isZero();
        assertThat(out.resolve("inside/c.jpg")).exists();
        assertThat(read(out.resolve("segmentation.json")).get("images").size()).isEqualTo(3);
    }

    @Test
    void aBadPictureIsReportedAndTheRestIsDone() throws IOException {
        Files.writeString(pictures.resolve("aa.png"), "no picture");
        CommandRun run = segment(pictures.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("mrcnn: ").contains("aa.png");
        assertThat(read(out.resolve("segmentation.json")).get("images").size()).isEqualTo(2);
    }

    @Test
    void aPictureWithoutDetectionsStaysInImages() {
        assertThat(segment("--score", "1", pictures.toString()).exitCode()).isZero();
        JsonNode document = read(out.resolve("segmentation.json"));
        assertThat(document.get("images").size()).isEqualTo(2);
        assertThat(document.get("annotations").size()).isZero();
    }

    @Test
    void idsComeFromAnAnnotationFileByName() throws IOException {
        Path annotations = folder.resolve("truth.json");
        Files.writeString(
                annotations,
                "{\"images\":[{\"id\":42,\"file_name\":\"b.png\",\"width\":90,\"height\":70}],"
                        + "\"annotations\":[],\"categories\":[{\"id\":7,\"name\":\"disc\"}]}");
        Path results = folder.resolve("results.json");
        CommandRun run =
                segment("--annotations", annotations.toString(), "--results", results.toString(), pictures.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("lists no picture called a.png");
        assertThat(read(out.resolve("segmentation.json"))
                        .get("images")
                        .get(0)
                        .get("id")
                        .asInt())
                .isEqualTo(42);
        assertThat(read(results).isArray()).isTrue();
        assertThat(read(results).get(0).get("image_id").asInt()).isEqualTo(42);
    }

    @Test
    void picturesKeepTheirSixteenBitsWhereTheModelWantsThem() throws IOException {
        Path deep = folder.resolve("deep.png");
        BufferedImage grey = new BufferedImage(90, 70, BufferedImage.TYPE_USHORT_GRAY);
        Random random = new Random(4);
        for (int i = 0; i < 90 * 70; i++) {
            grey.getRaster().setSample(i % 90, i / 90, 0, random.nextInt(65536));
        }
        ImageIO.write(grey, "png", deep.toFile());
        CommandRun run = segment("--set", "image.bits=16", "--set", "image.unit=257", deep.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Float> scores = new ArrayList<>();
        for (JsonNode annotation : read(out.resolve("segmentation.json")).get("annotations")) {
            scores.add((float) annotation.get("score").asDouble());
        }
        assertThat(scores).isNotEmpty();
        LoadOptions options = LoadOptions.DEFAULT
                .withPrecision(Precision.FLOAT32)
                .withModel(new ModelOptions(
                        Optional.empty(), Optional.empty(), Map.of("image.bits", "16", "image.unit", "257")));
        try (MaskRcnn model = MaskRcnn.load(weights, options)) {
            Image all = Images.read(deep, ReadOptions.DEFAULT.keeping16Bit());
            assertThat(scores).isEqualTo(scores(model, all));
            assertThat(scores).isNotEqualTo(scores(model, all.to8Bit()));
        }
    }

    private static List<Float> scores(MaskRcnn model, Image picture) {
        return model.segment(picture, SegmentOptions.DEFAULT.withMinimumScore(0.2)).stream()
                .map(found -> (float) found.score())
                .toList();
    }

    @Test
    void classesAreFilteredAndUnknownOnesNamed() {
        assertThat(segment("--class", "bar", pictures.toString()).exitCode()).isZero();
        for (JsonNode annotation : read(out.resolve("segmentation.json")).get("annotations")) {
            assertThat(annotation.get("category_id").asInt()).isEqualTo(9);
        }
        CommandRun wrong = segment("--class", "square", pictures.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("class 'square' is unknown to this model; it knows bar, disc");
    }

    @Test
    void detectionsAreSavedInOtherFormsOnRequest() {
        CommandRun run =
                segment("--save", "coco,id-png,labelme,yolo,csv,cityscapes", "--recursive", pictures.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String format : List.of("coco", "id-png", "labelme", "yolo", "csv", "cityscapes")) {
            assertThat(out.resolve(format)).as(format).isNotEmptyDirectory();
        }
        CommandRun wrong = segment("--save", "cocoa", pictures.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("cocoa").contains("known are coco, id-png, labelme");
    }

    @Test
    void largePicturesAreCutIntoTilesAndResultsStandInTheWhole() throws IOException {
        Images.write(noise(300, 150, 4), pictures.resolve("large.png"));
        CommandRun run = segment("--tile", "96", pictures.resolve("large.png").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode document = read(out.resolve("segmentation.json"));
        assertThat(document.get("images").get(0).get("width").asInt()).isEqualTo(300);
        boolean beyondTheFirstTile = false;
        for (JsonNode annotation : document.get("annotations")) {
            assertThat(annotation.get("segmentation").get("size").toString()).isEqualTo("[150,300]");
            beyondTheFirstTile |= annotation.get("bbox").get(0).asDouble() > 96;
        }
        assertThat(beyondTheFirstTile).isTrue();
        assertThat(Images.read(out.resolve("large.png")).width()).isEqualTo(300);
    }

    @Test
    void jsonOnStandardOutputIsAlone() {
        CommandRun run = segment(
                "--json", "-", "--no-pictures", pictures.resolve("a.png").toString());
        assertThat(run.exitCode()).isZero();
        assertThat(new JsonMapper().readTree(run.out()).get("images").size()).isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void anOverlayNeverReplacesThePicture() throws IOException {
        byte[] before = Files.readAllBytes(pictures.resolve("a.png"));
        out = pictures;
        CommandRun run = segment(pictures.resolve("a.png").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("would replace the picture itself");
        assertThat(Files.readAllBytes(pictures.resolve("a.png"))).isEqualTo(before);
    }

    @Test
    void whatIsWrongWithTheCommandIsSaidInOneLine() {
        for (List<String> wrong : List.of(
                List.of("--score", "1.5", pictures.toString()),
                List.of("--precision", "int8", pictures.toString()),
                List.of("--device", "gpu", pictures.toString()),
                List.of("--threads", "0", pictures.toString()),
                List.of("--tile", "10", pictures.toString()),
                List.of("--tile", "640", "--overlap", "1", pictures.toString()),
                List.of("--set", "nms=1", pictures.toString()))) {
            CommandRun run = segment(wrong.toArray(String[]::new));
            assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
            assertThat(run.err().strip())
                    .as(wrong.toString())
                    .startsWith("mrcnn: ")
                    .hasLineCount(1);
        }
        CommandRun missing = segment(folder.resolve("nothing").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no such file or folder");
    }
}
