package maskrcnn4j.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.Stray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoFormatTest {
    private static final String SMALL = """
            {"info": {"year": 2017}, "licenses": [],
             "annotations": [
               {"id": 1, "image_id": 5, "category_id": 90, "iscrowd": 0, "area": 12.25, "bbox": [1, 2, 3.5, 4],
                "segmentation": [[0, 0, 5, 0, 0, 5], [6, 6, 7, 6, 7, 7.5]]},
               {"id": 2, "image_id": 3, "category_id": 0, "iscrowd": 1, "area": 2, "bbox": [0, 0, 1, 2],
                "segmentation": {"counts": [5, 2, 9], "size": [4, 4]}},
               {"id": 3, "image_id": 5, "category_id": 0, "segmentation": {"size": [1, 32], "counts": "P1"}}],
             "images": [{"id": 5, "file_name": "b.jpg", "width": 640, "height": 480},
                        {"id": 3, "file_name": "sub/\\u00e9.jpg", "width": 4, "height": 4}],
             "categories": [{"id": 90, "name": "dog", "supercategory": "animal"}, {"id": 0, "name": "cat"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheFileSaysInAnyOrderOfItsLists() throws IOException {
        Dataset dataset = read(SMALL);

        assertThat(dataset.categories()).containsExactly(new Category(90, "dog", "animal"), new Category(0, "cat"));
        assertThat(dataset.samples()).extracting(Sample::fileName).containsExactly("b.jpg", "sub/\u00e9.jpg");
        assertThat(dataset.sample(0).width()).isEqualTo(640);
        assertThat(dataset.sample(0).height()).isEqualTo(480);
        assertThat(dataset.sample(0).instances()).extracting(Instance::id).containsExactly(1L, 3L);
        Instance first = dataset.instance(0);
        assertThat(first.category().name()).isEqualTo("dog");
        assertThat(new double[] {first.x(), first.y(), first.width(), first.height(), first.area()})
                .containsExactly(1, 2, 3.5, 4, 12.25);
        assertThat(((InstanceMask.Polygons) first.mask()).rings())
                .containsExactly(new double[] {0, 0, 5, 0, 0, 5}, new double[] {6, 6, 7, 6, 7, 7.5});
        Instance crowd = dataset.instance(1);
        assertThat(crowd.crowd()).isTrue();
        InstanceMask.Runs runs = (InstanceMask.Runs) crowd.mask();
        assertThat(runs.counts()).containsExactly(5, 2, 9);
        assertThat(runs.height()).isEqualTo(4);
        InstanceTable table = dataset.instances();
        assertThat(table.crowdStated(0)).isTrue();
        assertThat(table.crowdStated(2)).isFalse();
        assertThat(table.hasArea(2)).isFalse();
        assertThat(table.hasBox(2)).isFalse();
        assertThat(((InstanceMask.Runs) table.mask(2)).counts()).containsExactly(32);
    }

    @Test
    void leavesMasksOutWhenNobodyWantsThem() throws IOException {
        Dataset dataset = new CocoFormat().read(write(SMALL), ReadOptions.DEFAULT.withoutMasks());

        assertThat(dataset.instances().maskKind(0)).isEqualTo(MaskKind.ABSENT);
        assertThat(dataset.instance(0).area()).isEqualTo(12.25);
    }

    @Test
    void takesOnlyChosenClassesInTheOrderAsked() throws IOException {
        Dataset dataset = new CocoFormat().read(write(SMALL), ReadOptions.DEFAULT.withClasses(List.of("cat")));

        assertThat(dataset.categories()).extracting(Category::name).containsExactly("cat");
        assertThat(dataset.sample(0).instances()).extracting(Instance::id).containsExactly(3L);
        assertThat(dataset.strays()).isEmpty();
        assertThatThrownBy(() -> new CocoFormat().read(write(SMALL), ReadOptions.DEFAULT.withClasses(List.of("kat"))))
                .hasMessageContaining("there is no category \"kat\"")
                .hasMessageContaining("dog, cat");
    }

    @Test
    void acceptsAByteOrderMark() throws IOException {
        assertThat(read("\ufeff" + SMALL).size()).isEqualTo(2);
    }

    @Test
    void textsAsIdsOfPicturesAreNumberedInTheirOrder() throws IOException {
        Dataset dataset = read("""
                {"images": [{"id": "b", "file_name": "b.jpg"}, {"id": "a", "file_name": "a.jpg"}],
                 "categories": [{"id": 1, "name": "x"}],
                 "annotations": [{"id": 1, "image_id": "a", "category_id": 1},
                                 {"id": 2, "image_id": "c", "category_id": 1}]}""");

        assertThat(dataset.sample(0).id()).isEqualTo(2);
        assertThat(dataset.sample(0).idText()).isEqualTo("b");
        assertThat(dataset.sample(1).instances()).extracting(Instance::id).containsExactly(1L);
        assertThat(dataset.strays()).containsExactly(new Stray(1, 2, "\"c\"", false, "1", true));
    }

    @Test
    void objectsOfUnknownPicturesAndCategoriesAreStrays() throws IOException {
        Dataset dataset = read("""
                {"images": [{"id": 1}], "categories": [{"id": 1, "name": "x"}],
                 "annotations": [{"id": 7, "image_id": 2, "category_id": 1}, {"id": 8, "image_id": 1, "category_id": 4}]}""");

        assertThat(dataset.strays())
                .containsExactly(new Stray(0, 7, "2", false, "1", true), new Stray(1, 8, "1", true, "4", false));
        assertThat(dataset.sample(0).instanceCount()).isZero();
    }

    @Test
    void readsWhatLvisAdds() throws IOException {
        Dataset dataset = read("""
                {"images": [{"id": 1, "coco_url": "http://images.cocodataset.org/val2017/000000397133.jpg",
                             "neg_category_ids": [3, 1], "not_exhaustive_category_ids": [2]}],
                 "categories": [{"id": 1, "name": "x", "frequency": "r"}, {"id": 2, "name": "y", "frequency": "f"},
                                {"id": 3, "name": "z", "frequency": "c"}],
                 "annotations": []}""");

        assertThat(dataset.sample(0).fileName()).isEqualTo("val2017/000000397133.jpg");
        assertThat(dataset.federated().orElseThrow().negative().get(0)).containsExactly(2, 0);
        assertThat(dataset.federated().orElseThrow().notExhaustive().get(0)).containsExactly(1);
        assertThat(dataset.federated().orElseThrow().frequency()).containsExactly("r", "f", "c");
    }

    @Test
    void findsTheFolderOfThePictures() throws IOException {
        Path annotations = Files.createDirectories(folder.resolve("annotations"));
        Files.createDirectories(folder.resolve("val2017"));
        Files.createFile(folder.resolve("val2017/b.jpg"));
        Path file = Files.writeString(annotations.resolve("a.json"), SMALL);

        Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT);

        assertThat(dataset.sample(0).imagePath()).isEqualTo(folder.resolve("val2017/b.jpg"));
    }

    @Test
    void namesMissingKeysAndFieldsOfTheWrongKind() {
        assertFault("{\"images\": [], \"categories\": []}", "the key \"annotations\" is missing");
        assertFault("{\"annotations\": [], \"categories\": []}", "the key \"images\" is missing");
        assertFault("{\"annotations\": {}, \"images\": [], \"categories\": []}", "annotations is not a list");
        assertFault("[]", "line 1, column 1");
        assertFault(object("\"image_id\": 1, \"category_id\": 1"), "annotations[0]: has no id");
        assertFault(object("\"id\": 9, \"category_id\": 1"), "annotation 9: has no image_id");
        assertFault(object("\"id\": 9, \"image_id\": 1"), "annotation 9: has no category_id");
        assertFault(object("\"id\": 9, \"image_id\": 1, \"category_id\": \"1\""), "category_id is not a number");
        assertFault(
                object("\"id\": 9, \"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3]"), "annotation 9: bbox");
        assertFault(object("\"id\": 9, \"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, NaN, 3]"), "finite");
        assertFault(object("\"id\": 9, \"image_id\": 1, \"category_id\": 1, \"area\": \"big\""), "area is not");
        assertFault(object("\"id\": 9, \"image_id\": 1, \"category_id\": 1, \"iscrowd\": 2"), "iscrowd is neither");
    }

    private static String object(String fields) {
        return "{\"images\": [{\"id\": 1}], \"categories\": [{\"id\": 1}], \"annotations\": [{" + fields + "}]}";
    }

    private void assertFault(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder.resolve("a.json").toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aTolerantReaderIsToldOfEveryProblemAndGoesOn() throws IOException {
        Path file = write("""
                {"images": [{"id": 1}], "categories": [{"id": 1}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1]}, 7, {"id": 2}]}""");
        List<ReadProblem> problems = new ArrayList<>();
        Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT.withProblems(problems::add));

        assertThat(problems)
                .extracting(problem -> problem.exception().entry())
                .containsExactly("annotation 1", "annotations[1]", "annotation 2");
        assertThat(dataset.instances().count()).isEqualTo(1);
        assertThat(dataset.instances().hasBox(0)).isFalse();
    }

    @Test
    void masksThatCannotBeReadAreBroken() throws IOException {
        assertThat(broken("5")).contains("neither a list");
        assertThat(broken("[1, 2, 3, 4]")).contains("something else than outlines");
        assertThat(broken("[[1, 2, true]]")).contains("something else than numbers");
        assertThat(broken("{\"counts\": \"P1\"}")).contains("no size");
        assertThat(broken("{\"size\": [1, 2]}")).contains("no counts");
        assertThat(broken("{\"size\": [1, 2, 3], \"counts\": \"P1\"}")).contains("3 numbers");
        assertThat(broken("{\"size\": [1, 2], \"counts\": [3, -5]}")).contains("run 1 of its run lengths is -5");
        assertThat(broken("{\"size\": [1, 2], \"counts\": [3, 4294967296]}")).contains("4294967296");
        assertThat(broken("{\"size\": [1, 2], \"counts\": \"\u00e9\"}")).contains("code 195 at character 0");
        assertThat(read(object("\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"segmentation\": null"))
                        .instances()
                        .maskKind(0))
                .isEqualTo(MaskKind.ABSENT);
    }

    private String broken(String segmentation) throws IOException {
        Dataset dataset =
                read(object("\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"segmentation\": " + segmentation));
        return ((InstanceMask.Broken) dataset.instances().mask(0)).fault();
    }

    @Test
    void everyCutIsRefusedWithItsPosition() throws IOException {
        byte[] whole = SMALL.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.json"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> new CocoFormat().read(file, ReadOptions.DEFAULT))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("byte " + length + ")")
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void blocksGiveWhatReadingFromFrontToBackGives() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("{\"categories\": [{\"id\": 1, \"name\": \"x\"}], \"annotations\": [");
        int count = 30_000;
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : random.nextBoolean() ? "," : " ,\n ").append(trickyEntry(i, random));
        }
        text.append("],\n\"images\": [{\"id\": 0, \"file_name\": \"},{\"}, {\"id\": 1}, {\"id\": 2}]}");
        Path file = write(text.toString());
        assertThat(Files.size(file)).isGreaterThan(4L * AnnotationList.BLOCK);
        Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT);

        InstanceTable table = dataset.instances();
        assertThat(table.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(table.id(i)).isEqualTo(i + 100L);
            assertThat(table.sample(i)).isEqualTo(i % 3);
            assertThat(table.area(i)).isEqualTo(i / 4.0);
            double[] ring = ((InstanceMask.Polygons) table.mask(i)).rings().get(0);
            assertThat(ring[0]).isEqualTo(i);
            assertThat(ring[ring.length - 1]).isEqualTo(i % 50);
        }
        assertThat(dataset.sample(0).fileName()).isEqualTo("},{");
    }

    /** Entries that hold what the beginning of a block is known by: in strings and in lists of objects. */
    private static String trickyEntry(int i, SplittableRandom random) {
        StringBuilder ring = new StringBuilder().append(i);
        for (int k = 0; k <= i % 50; k++) {
            ring.append(", ").append(k);
        }
        String inner = switch (random.nextInt(3)) {
            case 0 -> "\"parts\": [{\"id\": 1},{\"id\": 2}, {\"id\": 3}], ";
            case 1 -> "\"note\": \"},{\\\"id\\\": 5\", ";
            default -> "";
        };
        return "{" + inner + "\"segmentation\": [[" + ring + "]], \"id\": " + (i + 100) + ", \"area\": " + i / 4.0
                + ", \"image_id\": " + i % 3 + ", \"category_id\": 1, \"pad\": \"" + "x".repeat(random.nextInt(300))
                + "\"}";
    }

    @Test
    void anEntryLargerThanTheWindowIsRead() throws IOException {
        StringBuilder ring = new StringBuilder("0");
        int numbers = 1_000_000;
        for (int i = 1; i < numbers; i++) {
            ring.append(',').append(i);
        }
        String large = object("\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"segmentation\": [[" + ring + "]]");
        double[] read = ((InstanceMask.Polygons) read(large).instances().mask(0))
                .rings()
                .get(0);

        assertThat(read).hasSize(numbers);
        assertThat(read[numbers - 1]).isEqualTo(numbers - 1);
    }

    @Test
    void recognisesCocoByItsLists() throws IOException {
        assertThat(new CocoFormat().recognises(write(SMALL))).isTrue();
        assertThat(new CocoFormat().recognises(write("{\"shapes\": [], \"imagePath\": \"a\"}")))
                .isFalse();
        assertThat(new CocoFormat().recognises(write("[]"))).isFalse();
        assertThat(new CocoFormat().recognises(write("{\"images\": {}}"))).isFalse();
        assertThat(new CocoFormat().recognises(write("no json"))).isFalse();
        assertThat(new CocoFormat().recognises(folder)).isFalse();
    }

    private Dataset read(String json) throws IOException {
        return new CocoFormat().read(write(json), ReadOptions.DEFAULT);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("a.json"), json);
    }
}
