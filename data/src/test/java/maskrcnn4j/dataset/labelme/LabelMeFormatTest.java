package maskrcnn4j.dataset.labelme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMeFormatTest {
    @TempDir
    Path folder;

    private void write(String name, String shapes) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"version\": \"5.5.0\", \"imagePath\": \""
                        + file.getFileName().toString().replace("json", "png")
                        + "\", \"imageWidth\": 40, \"imageHeight\": 30, \"imageData\": null, \"shapes\": [" + shapes
                        + "]}");
    }

    private static String shape(String label, String type, String points, String more) {
        return "{\"label\": \"" + label + "\", \"shape_type\": \"" + type + "\", \"points\": " + points + more + "}";
    }

    private Dataset read() throws IOException {
        return new LabelMeFormat().read(folder, ReadOptions.DEFAULT);
    }

    private static int area(Dataset dataset, int instance) {
        return InstanceMasks.rasterize(dataset.instances().mask(instance), 30, 40)
                .area();
    }

    @Test
    void circlesAndRectanglesAreFilled() throws IOException {
        write(
                "a",
                shape("disc", "circle", "[[20, 15], [30, 15]]", "") + ","
                        + shape("plate", "rectangle", "[[10, 8], [4, 2]]", ""));

        Dataset dataset = read();

        assertThat((double) area(dataset, 0)).isBetween(0.97 * Math.PI * 100, 1.03 * Math.PI * 100);
        assertThat(area(dataset, 1)).isEqualTo(36);
        assertThat(dataset.instance(1).x()).isEqualTo(4);
        assertThat(dataset.instance(1).width()).isEqualTo(6);
        assertThat(dataset.sample(0).imagePath()).isEqualTo(folder.resolve("a.png"));
    }

    @Test
    void shapesOfOneGroupAndClassAreOneObject() throws IOException {
        String square = "[[1, 1], [5, 1], [5, 5], [1, 5]]";
        String other = "[[11, 1], [15, 1], [15, 5], [11, 5]]";
        write(
                "a",
                shape("cat", "polygon", square, ", \"group_id\": 7") + ","
                        + shape("dog", "polygon", square, ", \"group_id\": 7") + ","
                        + shape("cat", "polygon", other, ", \"group_id\": 7") + ","
                        + shape("cat", "polygon", other, ", \"group_id\": null"));

        Dataset dataset = read();

        assertThat(dataset.categories()).extracting(Category::name).containsExactly("cat", "dog");
        assertThat(dataset.instances().count()).isEqualTo(3);
        assertThat(area(dataset, 0)).isEqualTo(32);
        assertThat(area(dataset, 1)).isEqualTo(16);
    }

    @Test
    void linesAndPointsAreLeftOutWithANote() throws IOException {
        write("a", shape("crack", "linestrip", "[[1, 1], [5, 1]]", ""));
        List<ReadProblem> problems = new ArrayList<>();

        Dataset dataset = new LabelMeFormat().read(folder, ReadOptions.DEFAULT.withProblems(problems::add));

        assertThat(dataset.instances().count()).isZero();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).severity()).isEqualTo(Severity.NOTE);
        assertThat(problems.get(0).exception())
                .hasMessageContaining("shapes[0]")
                .hasMessageContaining("linestrip");
    }

    @Test
    void aMaskOfTheWrongSizeIsBroken() throws IOException {
        write("a", shape("spot", "mask", "[[2, 2], [5, 5]]", ", \"mask\": \"!\""));

        assertThat(read().instances().maskKind(0)).isEqualTo(MaskKind.BROKEN);
    }

    @Test
    void aFileThatIsCutOffIsNamedWithThePlaceAndTheOthersAreRead() throws IOException {
        write("a", "");
        write("b", "");
        Path cut = folder.resolve("b.json");
        Files.writeString(cut, Files.readString(cut).substring(0, 60));
        List<ReadProblem> problems = new ArrayList<>();

        Dataset dataset = new LabelMeFormat().read(folder, ReadOptions.DEFAULT.withProblems(problems::add));

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(problems.get(0).exception())
                .hasMessageContaining(cut.toString())
                .hasMessageContaining("line 1");
        assertThatThrownBy(this::read).isInstanceOf(DatasetException.class);
    }

    @Test
    void classesHaveTheSameIdsInEverySplit() throws IOException {
        String square = "[[1, 1], [5, 1], [5, 5], [1, 5]]";
        write("train/a", shape("cat", "polygon", square, ""));
        write("val/b", shape("dog", "polygon", square, ""));
        LabelMeFormat format = new LabelMeFormat();

        assertThat(format.splits(folder)).containsExactly("train", "val");
        Dataset val = format.read(folder, ReadOptions.DEFAULT.withSplit("val"));
        assertThat(val.size()).isEqualTo(1);
        assertThat(val.instance(0).category()).isEqualTo(new Category(2, "dog"));
        assertThat(val.categories()).hasSize(2);
    }

    @Test
    void onlyChosenClassesAreTakenInTheirOrder() throws IOException {
        String square = "[[1, 1], [5, 1], [5, 5], [1, 5]]";
        write("a", shape("cat", "polygon", square, "") + "," + shape("dog", "polygon", square, ""));

        List<ReadProblem> problems = new ArrayList<>();
        Dataset dataset = new LabelMeFormat()
                .read(
                        folder,
                        ReadOptions.DEFAULT.withClasses(List.of("dog", "cow")).withProblems(problems::add));

        assertThat(dataset.categories()).containsExactly(new Category(1, "dog"), new Category(2, "cow"));
        assertThat(dataset.instances().count()).isEqualTo(1);
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.exception())
                        .hasMessageContaining("'cow' occurs nowhere")
                        .hasMessageContaining("cat, dog"));
    }
}
