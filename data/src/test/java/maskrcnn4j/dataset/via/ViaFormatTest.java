package maskrcnn4j.dataset.via;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViaFormatTest {
    private static final String SQUARE =
            "{\"name\": \"polygon\", \"all_points_x\": [1, 5, 5, 1, 1], \"all_points_y\": [1, 1, 5, 5, 1]}";

    @TempDir
    Path folder;

    private Path write(String regions) throws IOException {
        Images.write(Image.ofRgb(40, 30, new byte[3600]), folder.resolve("a.png"));
        Path file = folder.resolve("via_region_data.json");
        Files.writeString(file, "{\"a.png1\": {\"filename\": \"a.png\", \"size\": 1, \"regions\": " + regions + "}}");
        return file;
    }

    private static String region(String shape, String attributes) {
        return "{\"shape_attributes\": " + shape + ", \"region_attributes\": " + attributes + "}";
    }

    @Test
    void regionsWithoutAttributesAreOfOneClass() throws IOException {
        Path file = write("{\"0\": " + region(SQUARE, "{}") + "}");

        Dataset unnamed = new ViaFormat().read(file, ReadOptions.DEFAULT);
        Dataset named = new ViaFormat().read(file, ReadOptions.DEFAULT.withClasses(List.of("balloon")));

        assertThat(unnamed.instance(0).category().name()).isEqualTo(ViaFormat.NAMELESS);
        assertThat(named.instance(0).category()).isEqualTo(new Category(1, "balloon"));
    }

    @Test
    void theCornerThatClosesARingIsLeftOut() throws IOException {
        Dataset dataset = new ViaFormat().read(write("[" + region(SQUARE, "{}") + "]"), ReadOptions.DEFAULT);

        InstanceMask.Polygons mask = (InstanceMask.Polygons) dataset.instances().mask(0);
        assertThat(mask.rings().get(0)).containsExactly(1, 1, 5, 1, 5, 5, 1, 5);
    }

    @Test
    void boxesCirclesAndEllipsesAreFilled() throws IOException {
        Dataset dataset = new ViaFormat()
                .read(
                        write("["
                                + region("{\"name\": \"rect\", \"x\": 2, \"y\": 3, \"width\": 4, \"height\": 5}", "{}")
                                + ","
                                + region("{\"name\": \"circle\", \"cx\": 20, \"cy\": 15, \"r\": 9}", "{}") + ","
                                + region(
                                        "{\"name\": \"ellipse\", \"cx\": 20, \"cy\": 15, \"rx\": 12, \"ry\": 6, \"theta\": 1.57079632679}",
                                        "{}")
                                + "]"),
                        ReadOptions.DEFAULT);

        assertThat(area(dataset, 0)).isEqualTo(20);
        assertThat((double) area(dataset, 1)).isBetween(0.96 * Math.PI * 81, 1.04 * Math.PI * 81);
        assertThat(dataset.instance(2).height()).isBetween(23.0, 25.0);
        assertThat(dataset.instance(2).width()).isBetween(11.0, 13.0);
    }

    private static int area(Dataset dataset, int instance) {
        return InstanceMasks.rasterize(dataset.instances().mask(instance), 30, 40)
                .area();
    }

    @Test
    void theTickedBoxIsTheClass() throws IOException {
        Path file = write("[" + region(SQUARE, "{\"type\": {\"cat\": false, \"dog\": true}}") + "]");

        assertThat(new ViaFormat()
                        .read(file, ReadOptions.DEFAULT)
                        .instance(0)
                        .category()
                        .name())
                .isEqualTo("dog");
    }

    @Test
    void attributesOfWhichNoneIsKnownToBeTheClassAreNamed() throws IOException {
        Path file = write("[" + region(SQUARE, "{\"quality\": \"good\", \"colour\": \"red\"}") + "]");

        assertThatThrownBy(() -> new ViaFormat().read(file, ReadOptions.DEFAULT))
                .hasMessageContaining("quality, colour")
                .hasMessageContaining("rename");
    }

    @Test
    void aMissingPictureIsNamedAndTheOthersAreRead() throws IOException {
        write("[]");
        Files.writeString(folder.resolve("via_region_data.json"), """
                {"a": {"filename": "a.png", "regions": []}, "b": {"filename": "gone.png", "regions": []}}""");
        List<ReadProblem> problems = new ArrayList<>();

        Dataset dataset = new ViaFormat().read(folder, ReadOptions.DEFAULT.withProblems(problems::add));

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(problems.get(0).exception())
                .hasMessageContaining(folder.resolve("gone.png").toString())
                .hasMessageContaining("--images");
    }
}
