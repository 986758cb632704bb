package maskrcnn4j.metrics.cityscapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityscapesScoresTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;
    private static final int ROAD = 7;

    @TempDir
    private Path folder;

    private Path truth;
    private Path lists;

    @BeforeEach
    void folders() throws IOException {
        truth = Files.createDirectories(folder.resolve("gtFine/val/ville"));
        lists = Files.createDirectories(folder.resolve("results"));
    }

    /** A picture of road with rectangles: id, x, y, width, height. */
    private static LabelImage picture(int background, int[]... rectangles) {
        int[] ids = new int[WIDTH * HEIGHT];
        Arrays.fill(ids, background);
        for (int[] r : rectangles) {
            for (int y = r[2]; y < r[2] + r[4]; y++) {
                Arrays.fill(ids, y * WIDTH + r[1], y * WIDTH + r[1] + r[3], r[0]);
            }
        }
        return new LabelImage(WIDTH, HEIGHT, ids);
    }

    private void scene(String frame, int[]... rectangles) throws IOException {
        LabelImages.writeGrey16(
                picture(ROAD, rectangles), truth.resolve("ville_000000_" + frame + "_gtFine_instanceIds.png"));
    }

    private void mask(String name, int x, int y, int width, int height) throws IOException {
        LabelImages.writeGrey(picture(0, new int[] {1, x, y, width, height}), lists.resolve(name));
    }

    private void list(String frame, String... lines) throws IOException {
        Files.write(lists.resolve("ville_000000_" + frame + "_any.txt"), Arrays.asList(lines));
    }

    private CityscapesEvaluation score() throws IOException {
        return new CityscapesEvaluator().evaluate(CityscapesScenes.read(folder.resolve("gtFine"), lists, 2));
    }

    /**
     * Two cars of 400 pixels. The first is found at 0.9 and once more at 0.8, which is wrong; the second is missed. From the
     * lowest confidence up: precision 1/2, 1/1 at recall 1/2, 1/2, then (1, 0). AP = 1/2 x 0 + 1 x 1/4 + 1 x 1/4 = 1/2.
     */
    @Test
    void aSecondFindOfAnObjectIsWrong() throws IOException {
        scene("000001", new int[] {26_000, 0, 0, 20, 20}, new int[] {26_001, 30, 0, 20, 20});
        mask("a.png", 0, 0, 20, 20);
        mask("b.png", 0, 0, 20, 18);
        list("000001", "a.png 26 0.9", "b.png 26 0.8");

        CityscapesEvaluation evaluation = score();

        int car = 2;
        assertThat(evaluation.classes().get(car).name()).isEqualTo("car");
        assertThat(evaluation.classAp50(car)).isCloseTo(0.5, within(1e-12));
        assertThat(evaluation.objects()[car]).isEqualTo(2);
        assertThat(evaluation.classAp50(0)).isNaN();
        assertThat(evaluation.meanAp50()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void whatLiesOnAGroupOnVoidOrOnSomethingSmallIsLeftOut() throws IOException {
        scene(
                "000001",
                new int[] {26_000, 0, 0, 20, 20},
                new int[] {26, 30, 0, 20, 20},
                new int[] {1, 0, 25, 20, 10},
                new int[] {26_001, 30, 25, 9, 9});
        mask("right.png", 0, 0, 20, 20);
        mask("group.png", 30, 0, 15, 10);
        mask("void.png", 0, 25, 20, 10);
        mask("small.png", 29, 24, 10, 10);
        list("000001", "right.png 26 0.5", "group.png 26 0.9", "void.png 26 0.8", "small.png 26 0.7");

        assertThat(score().classAp50(2)).isCloseTo(1, within(1e-12));
    }

    @Test
    void aClassOfWhichNothingCountsHasNoPrecision() throws IOException {
        scene("000001", new int[] {26_000, 0, 0, 20, 20});
        mask("void.png", 0, 0, 20, 20);
        list("000001");

        assertThat(score().meanAp()).isZero();
    }

    @Test
    void aListThatIsMissingIsNotTakenForNothingFound() throws IOException {
        scene("000001", new int[] {26_000, 0, 0, 20, 20});
        scene("000002", new int[] {26_000, 0, 0, 20, 20});
        list("000001");

        assertThatThrownBy(this::score)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no list for 1 of 2 pictures, the first ville_000000_000002")
                .hasMessageContaining("write an empty .txt file");
    }

    @Test
    void brokenListsAreNamedByLine() throws IOException {
        scene("000001", new int[] {26_000, 0, 0, 20, 20});
        mask("a.png", 0, 0, 20, 20);
        for (String line : new String[] {"a.png 26", "a.png car 0.5", "a.png 26 NaN", "/a.png 26 0.5"}) {
            list("000001", "a.png 26 0.9", line);

            assertThatThrownBy(this::score)
                    .as(line)
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("_any.txt: line 2:")
                    .hasMessageNotContaining("\n");
        }
    }
}
