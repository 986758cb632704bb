package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.own.OwnDataset;
import maskrcnn4j.dataset.own.OwnObject;
import maskrcnn4j.dataset.own.OwnPictures;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.testing.TinyFiles;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.augment.Augmenter;
import maskrcnn4j.training.loader.BatchOrder;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.Loader;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.hdf5.KerasWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mistakes that users of matterport/Mask_RCNN make most, made here, each answered by one line that says what, where, and
 * what to do. The names of the tests are those of the mistakes; docs/troubleshooting.md has the same list.
 */
@Timeout(120)
class MatterportMistakesTest {
    @TempDir
    private Path folder;

    private static CommandRun run(Object... words) {
        return CommandRun.of(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    /** The one line of a failure. */
    private static String line(CommandRun run) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isNotZero();
        List<String> lines =
                run.err().lines().filter(line -> line.startsWith("mrcnn: ")).toList();
        assertThat(lines).as(run.err()).hasSize(1);
        return lines.get(0).substring("mrcnn: ".length());
    }

    // ---- E.2

    @Test
    void aPictureIsNotWhereTheDataSetSays() throws IOException {
        Path data = coco(folder.resolve("新加卷"), "bonn_0001.png", "aachen_0001.png");
        Files.move(data.resolve("images/aachen_0001.png"), data.resolve("images/aachen_001.png"));

        assertThat(line(run("train", data, "--preset", "light", "--out", folder.resolve("run"))))
                .isEqualTo(data.resolve("instances.json")
                        + ": image 2 (aachen_0001.png): there is no picture "
                        + data.resolve("images/aachen_0001.png")
                        + ": its folder exists; the nearest name there is aachen_001.png; correct the name, or put the"
                        + " picture there; mrcnn data check lists all that is wrong");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void allPicturesAreNotWhereTheDataSetSays() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png", "b.png");
        Files.delete(data.resolve("images/a.png"));
        Files.delete(data.resolve("images/b.png"));

        assertThat(line(run("train", data, "--preset", "light", "--out", folder.resolve("run"))))
                .isEqualTo(data.resolve("instances.json") + ": image 1 (a.png): there is no picture "
                        + data.resolve("a.png")
                        + ": its folder exists, but nothing there has a name like it (of 2 pictures 2 are missing);"
                        + " correct the name, or put the picture there; mrcnn data check lists all that is wrong");
    }

    // ---- E.3

    private static OwnObject object(String label, int height, int width) {
        byte[] pixels = new byte[height * width];
        Arrays.fill(pixels, (byte) 1);
        return new OwnObject(label, () -> Rle.fromBitmap(height, width, pixels));
    }

    @Test
    void masksAndClassesOfAPictureDisagree() {
        assertThatThrownBy(() -> OwnDataset.of(OneStreet.of(List.of(object("car", 4, 6), object("road", 4, 6)))))
                .isInstanceOf(DatasetException.class)
                .hasMessage("street.png: object 2: its class 'road' is unknown; the classes are car, person");
        assertThatThrownBy(() -> OwnDataset.of(OneStreet.of(List.of(object("car", 4, 6), object("car", 6, 4)))))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "street.png: object 2: its mask is of 4x6 pixels, that of object 1 of 6x4 pixels; every mask"
                                + " is as large as its picture");
        assertThatThrownBy(() -> OwnDataset.of(OneStreet.of(List.of(object("car", 8, 12))))
                        .picture(0))
                .isInstanceOf(DatasetException.class)
                .hasMessage("street.png: is of 6x4 pixels, its masks of 12x8 pixels; every mask is as large as its"
                        + " picture");
    }

    @Test
    void aClassWithoutObjectsIsAskedOfCityscapes() throws IOException {
        Path data = cityscapes();

        assertThat(line(run("data", "stats", data, "--classes", "car,road")))
                .isEqualTo(data + ": class 'road' has no instances in Cityscapes; choose among person, rider, car,"
                        + " truck, bus, caravan, trailer, train, motorcycle, bicycle");
    }

    @Test
    void groupsAndVoidOfCityscapesAreTakenForObjects() throws IOException {
        CommandRun check = run("data", "check", cityscapes());

        assertThat(check.out().lines())
                .contains(
                        "note: " + folder.resolve("cityscapes")
                                + ": 1 object is a crowd: a group that is not told apart",
                        folder.resolve("cityscapes") + " [train]: cityscapes, 1 picture, 3 objects");
    }

    /** A street with two cars, a group of cars (26), a road (7) and void (0). */
    private Path cityscapes() throws IOException {
        Path data = folder.resolve("cityscapes");
        String name = "aachen/aachen_000000_000019_";
        Images.write(Image.ofRgb(4, 2, new byte[24]), data.resolve("leftImg8bit/train/" + name + "leftImg8bit.png"));
        LabelImages.writeGrey16(
                new LabelImage(4, 2, new int[] {26000, 26001, 26, 26, 7, 7, 0, 0}),
                data.resolve("gtFine/train/" + name + "gtFine_instanceIds.png"));
        return data;
    }

    // ---- E.4

    @Test
    void moreMemoryIsNeededThanThereIs() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png");

        CommandRun preview = run(
                "train",
                data,
                "--preset",
                "light",
                "--batch",
                "1024",
                "--set",
                "image.resize.shortSide=2048",
                "--set",
                "image.resize.longSide=4096",
                "--preview",
                "--out",
                folder.resolve("run"));

        assertThat(preview.err().lines().filter(line -> line.startsWith("memory: ")))
                .singleElement()
                .asString()
                .matches("memory: about [0-9.]+ GB \\(program [0-9]+ MB, weights and optimiser [0-9]+ MB, feature maps"
                        + " [0-9.]+ GB, pictures in advance [0-9]+ MB\\); [0-9.]+ [MG]B are free");
        assertThat(preview.err().lines().filter(line -> line.startsWith("note: that will not fit")))
                .singleElement()
                .asString()
                .matches(
                        "note: that will not fit; to take less: --micro-batch 1 saves [0-9.]+ GB, though batch norms then see one"
                                + " picture at a time;"
                                + " --batch 512 with optimizer.accumulate 2 saves [0-9.]+ GB; three quarters of the pictures' sides"
                                + " \\(--set image.resize.shortSide=..., longSide\\) save [0-9.]+ GB");
    }

    // ---- E.5, E.12

    @Test
    void masksOfAStreetAreHeldAsDenseArrays() throws IOException {
        int objects = 20;
        OwnPictures street = new OneStreet(
                2048,
                1024,
                IntStream.range(0, objects)
                        .mapToObj(i ->
                                new OwnObject("car", () -> Rle.ofBox(1024, 2048, Box.ofXywh(50 * i, 40 * i, 60, 50))))
                        .toList());
        OwnDataset data = OwnDataset.of(street);

        TrainingPicture read = Examples.of(data.dataset(), data::picture).read(0);

        assertThat(read.objects()).hasSize(objects);
        assertThat(read.objects().stream()
                        .map(object -> (TargetMask.Pixels) object.mask().orElseThrow())
                        .mapToInt(mask -> 4 * mask.pixels().spanCount())
                        .sum())
                .as("bytes of 20 masks, which as float64 are 335 MB")
                .isBetween(1, 100_000);
    }

    // ---- E.6

    @Test
    void weightsOfOtherClassesAreTakenToFindObjects() throws IOException {
        Path weights = TinyFiles.model(folder);
        Path names = Files.writeString(folder.resolve("names.txt"), "car\n");

        Path picture = coco(folder.resolve("data"), "a.png").resolve("images/a.png");

        assertThat(line(run("segment", picture, "--weights", weights, "--classes", names)))
                .isEqualTo(weights + ": the weights know 2 classes, " + names + " names 1");
    }

    @Test
    void weightsOfOtherClassesAreTakenToTrain() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png");
        Path annotations = data.resolve("instances.json");
        Files.writeString(
                annotations,
                Files.readString(annotations)
                        .replace("\"categories\":[", "\"categories\":[{\"id\":2,\"name\":\"rider\"},"));
        Path weights = TinyFiles.model(folder);

        CommandRun preview = run("train", data, "--weights", weights, "--preview", "--out", folder.resolve("run"));

        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(preview.err().lines())
                .contains(
                        "model: tiny, from " + weights + " (46 tensors as they are, 8 by class, 0 new)",
                        "note: of 2 classes 1 copied: disc, 1 fresh: rider; 1 of the file dropped");
    }

    // ---- E.7

    private Path keras(String name) throws IOException {
        Path file = folder.resolve(name);
        KerasWriter.write(
                file,
                NamedTensors.builder()
                        .add("conv1/conv1/kernel:0", Shape.of(7, 7, 3, 64), new float[7 * 7 * 3 * 64])
                        .add("mrcnn_class_logits/mrcnn_class_logits/bias:0", Shape.of(4), new float[4])
                        .build(),
                Map.of("keras_version", "2.1.6", "backend", "tensorflow"));
        return file;
    }

    @Test
    void weightsAreCutOffByABrokenDownload() throws IOException {
        Path file = keras("cut.h5");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1000));

        assertThat(line(run("weights", "info", file)))
                .isEqualTo(file + ": the file is cut off: expected are " + bytes.length + " bytes, found "
                        + (bytes.length - 1000) + "; fetch or copy it again");
    }

    @Test
    void weightsHaveAWrongTreeSignature() throws IOException {
        Path file = keras("damaged.h5");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, text.replaceFirst("TREE", "TREF"), StandardCharsets.ISO_8859_1);

        assertThat(line(run("weights", "info", file))).startsWith(file + ": damaged: wrong B-tree signature");
    }

    @Test
    void weightsAreAnErrorPage() throws IOException {
        Path file = Files.writeString(folder.resolve("mask_rcnn_coco.h5"), "<!DOCTYPE html><html>Not found</html>");

        assertThat(line(run("weights", "info", file)))
                .isEqualTo(
                        file + ": is a web page saved under this name, not weights; the download went wrong, fetch it"
                                + " again");
    }

    // ---- E.8

    @Test
    void aPictureCannotBeReadInTheMiddleOfARun() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png", "b.png");
        Path broken = data.resolve("images/b.png");
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 60));

        assertThat(line(run("train", data, "--preset", "light", "--workers", "2", "--out", folder.resolve("run"))))
                .isEqualTo(broken + " is incomplete: the file is cut off or damaged inside its picture data;"
                        + " --skip-unreadable goes on without such pictures");
    }

    // ---- E.9

    @Test
    void moreWorkersAreAskedForThanMemoryAllows() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png");

        assertThat(line(run("train", data, "--preset", "light", "--workers", "1000")))
                .isEqualTo("loader.workers 1000: must be from 0 to 256");
    }

    // ---- E.10

    @Test
    void trainingSeemsFrozen() throws Exception {
        OwnDataset data = OwnDataset.of(OneStreet.of(List.of(object("car", 4, 6))));
        Examples examples = Examples.of(data.dataset(), sample -> {
            try {
                Thread.sleep(11_500);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return data.picture(sample);
        });
        LoaderSpec spec = LoaderSpec.DEFAULT.withWorkers(1);
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try (Loader loader = new Loader(
                examples,
                new BatchOrder(examples, spec, 1),
                new Augmenter(AugmentSpec.NONE, Presets.named("light").spec().image()),
                spec,
                1,
                1,
                0)) {
            loader.next();
        } finally {
            System.setErr(before);
        }

        assertThat(caught.toString(StandardCharsets.UTF_8))
                .contains("step 1 waits for its pictures: loader thread 1 has been reading street.png for 10 s");
    }

    // ---- E.11

    @Test
    void theSecondTrainingDoesNothing() throws IOException {
        Path data = coco(folder.resolve("data"), "a.png");

        assertThat(line(run("train", data, "--preset", "light", "--stages", "heads:20@0.001,all:0@0.0001")))
                .isEqualTo(
                        "stage 'all': 0.0 epochs train nothing; give more than 0 (the epochs of a stage are counted from"
                                + " its beginning; in Matterport's train() they are a total, so that a second call with the same"
                                + " number does nothing)");
    }

    /** Pictures of one object each, with COCO's annotations, in a folder. */
    private static Path coco(Path data, String... names) throws IOException {
        StringBuilder images = new StringBuilder();
        StringBuilder annotations = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            Images.write(
                    Image.ofRgb(64, 64, TinyFiles.noise(64, 64, i)),
                    data.resolve("images").resolve(names[i]));
            String comma = i == 0 ? "" : ",";
            images.append(comma)
                    .append("{\"id\":%d,\"file_name\":\"%s\",\"width\":64,\"height\":64}".formatted(i + 1, names[i]));
            annotations
                    .append(comma)
                    .append(("{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"iscrowd\":0,\"area\":900,"
                                    + "\"bbox\":[10,10,30,30],\"segmentation\":[[10,10,40,10,40,40,10,40]]}")
                            .formatted(i + 1, i + 1));
        }
        Files.writeString(
                data.resolve("instances.json"),
                "{\"images\":[" + images + "],\"annotations\":[" + annotations
                        + "],\"categories\":[{\"id\":1,\"name\":\"disc\"}]}");
        return data;
    }
}
