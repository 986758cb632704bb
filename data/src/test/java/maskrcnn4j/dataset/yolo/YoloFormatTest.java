package maskrcnn4j.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloFormatTest {
    @TempDir
    Path folder;

    private void write(String yaml, String labels) throws IOException {
        Files.writeString(folder.resolve("data.yaml"), yaml);
        Images.write(Image.ofRgb(40, 20, new byte[2400]), folder.resolve("images/train/a.png"));
        Files.createDirectories(folder.resolve("labels/train"));
        Files.writeString(folder.resolve("labels/train/a.txt"), labels);
    }

    private Dataset read(List<ReadProblem> problems) throws IOException {
        return new YoloFormat().read(folder, ReadOptions.DEFAULT.withProblems(problems::add));
    }

    @Test
    void outlinesAreScaledByThePictureAndFourNumbersAreABox() throws IOException {
        write(
                "path: .\ntrain: images/train\nnames: [cat, dog]\n",
                "1 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n\n0 0.5 0.5 0.25 0.5\n");

        Dataset dataset = read(new ArrayList<>());

        assertThat(dataset.instance(0).category().name()).isEqualTo("dog");
        assertThat(InstanceMasks.rasterize(dataset.instances().mask(0), 20, 40).area())
                .isEqualTo(16 * 8);
        assertThat(dataset.instances().maskKind(1)).isEqualTo(MaskKind.ABSENT);
        assertThat(dataset.instance(1).x()).isEqualTo(15);
        assertThat(dataset.instance(1).height()).isEqualTo(10);
    }

    @Test
    void roboflowsPathsAboveTheFolderAreFoundBesideTheFile() throws IOException {
        write("train: ../images/train\nnames: {0: cat}\n", "");

        assertThat(read(new ArrayList<>()).size()).isEqualTo(1);
    }

    @Test
    void everyBadLineIsNamedAndTheRestIsRead() throws IOException {
        write(
                "train: images/train\nnames: [cat]\n",
                "0 0.1 0.1 0.5 0.1 0.5 0.5\n5 0.1 0.1 0.5 0.1 0.5 0.5\n0 0.1 x 1\n0 17 200 30 400 50 6\n");
        List<ReadProblem> problems = new ArrayList<>();

        Dataset dataset = read(problems);

        assertThat(dataset.instances().count()).isEqualTo(1);
        assertThat(problems)
                .extracting(problem -> problem.exception().getMessage())
                .satisfiesExactly(
                        message -> assertThat(message).contains("line 2").contains("class 5"),
                        message -> assertThat(message).contains("line 3").contains("\"x\""),
                        message -> assertThat(message).contains("line 4").contains("divide x by the width"));
    }

    @Test
    void labelsWithoutAPictureAreNamed() throws IOException {
        write("train: images/train\nnames: [cat]\n", "");
        Files.writeString(folder.resolve("labels/train/lost.txt"), "0 0 0 1 0 1 1\n");
        List<ReadProblem> problems = new ArrayList<>();

        read(problems);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).exception()).hasMessageContaining("lost.txt");
    }

    @Test
    void aClassThatIsNotNamedCanNotBeChosen() throws IOException {
        write("train: images/train\nnames: [cat, dog]\n", "");

        assertThatThrownBy(() -> new YoloFormat().read(folder, ReadOptions.DEFAULT.withClasses(List.of("cow"))))
                .hasMessageContaining("no class 'cow'")
                .hasMessageContaining("cat, dog");
    }

    @Test
    void aSplitThatIsNotThereIsRefusedByName() throws IOException {
        write("train: images/train\nnames: [cat]\n", "");

        assertThatThrownBy(() -> DatasetFormats.read(new YoloFormat(), folder, ReadOptions.DEFAULT.withSplit("vall")))
                .hasMessageContaining("no split 'vall'")
                .hasMessageContaining("it has train");
    }

    @Test
    void aBrokenConfigurationIsOneLine() throws IOException {
        write("train: images/train\nnames: [cat\n", "");

        assertThatThrownBy(() -> new YoloFormat().read(folder, ReadOptions.DEFAULT))
                .hasMessageContaining("data.yaml")
                .hasMessageContaining("not valid YAML")
                .hasMessageNotContaining("\n");
    }
}
