package maskrcnn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final double[] TRIANGLE = {0, 0, 5, 0, 0, 5};

    @Test
    void showsItsObjectsBySampleInTheOrderOfTheFile() {
        DatasetBuilder builder = twoPictures("a.json");
        InstanceTableBuilder objects = builder.instances();
        objects.box(1, 2, 3, 4).area(12.5).crowd(false).mask(new InstanceMask.Polygons(List.of(TRIANGLE)));
        objects.add(7, 1, 0);
        objects.crowd(true).mask(new InstanceMask.Runs(4, 4, new int[] {5, 2, 9}));
        objects.add(3, 0, 1);
        objects.add(9, 1, 1);
        Dataset dataset = builder.build();

        assertThat(dataset.samples()).extracting(Sample::id).containsExactly(20L, 10L);
        assertThat(dataset.sample(1).instances()).extracting(Instance::id).containsExactly(7L, 9L);
        Instance first = dataset.sample(1).instance(0);
        assertThat(first.category().name()).isEqualTo("cat");
        assertThat(List.of(first.x(), first.y(), first.width(), first.height(), first.area()))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 12.5);
        assertThat(((InstanceMask.Polygons) first.mask()).rings().get(0)).containsExactly(TRIANGLE);
        assertThat(first.crowd()).isFalse();
        Instance crowd = dataset.sample(0).instance(0);
        assertThat(crowd.crowd()).isTrue();
        assertThat(crowd.hasBox()).isFalse();
        assertThat(((InstanceMask.Runs) crowd.mask()).counts()).containsExactly(5, 2, 9);
        assertThat(dataset.instance(2).mask()).isEqualTo(InstanceMask.Absent.ABSENT);
        assertThat(dataset.sample(0).imagePath()).isEqualTo(Path.of("pictures", "b.jpg"));
    }

    @Test
    void keepsThousandsOfOutlinesApart() {
        DatasetBuilder builder = twoPictures("a.json");
        for (int i = 0; i < 5000; i++) {
            builder.instances().mask(new InstanceMask.Polygons(List.of(ring(i, 40 + i % 7), ring(-i, 6))));
            builder.instances().add(i, i % 2, 0);
        }
        Dataset dataset = builder.build();

        for (int i = 0; i < 5000; i++) {
            List<double[]> rings = ((InstanceMask.Polygons) dataset.instances().mask(i)).rings();
            assertThat(rings).hasSize(2);
            assertThat(rings.get(0)).isEqualTo(ring(i, 40 + i % 7));
            assertThat(rings.get(1)).isEqualTo(ring(-i, 6));
        }
    }

    @Test
    void whatIsDiscardedLeavesNoTrace() {
        DatasetBuilder builder = twoPictures("a.json");
        InstanceTableBuilder objects = builder.instances();
        objects.box(1, 1, 1, 1).beginPolygons();
        objects.beginRing();
        objects.corner(5);
        objects.discard();
        objects.mask(new InstanceMask.Polygons(List.of(TRIANGLE)));
        objects.add(1, 0, 0);
        Dataset dataset = builder.build();

        assertThat(((InstanceMask.Polygons) dataset.instances().mask(0)).rings())
                .containsExactly(TRIANGLE);
        assertThat(dataset.instances().hasBox(0)).isFalse();
    }

    @Test
    void straysAreKeptAsideAndRepeatedIdsNoted() {
        DatasetBuilder builder = twoPictures("a.json");
        builder.addSample(20, "c.jpg", 5, 6);
        builder.addCategory(new Category(0, "lion"));
        builder.instances().add(1, -1, 0);
        builder.stray(new Stray(0, 1, "99", false, "0", true));
        builder.instances().add(2, 0, 0);
        Dataset dataset = builder.build();

        assertThat(dataset.repeatedImages()).containsExactly(20L);
        assertThat(dataset.repeatedCategories()).containsExactly(0L);
        assertThat(dataset.sample(0).fileName()).isEqualTo("c.jpg");
        assertThat(dataset.categories().get(0).name()).isEqualTo("lion");
        assertThat(dataset.strays()).hasSize(1);
        assertThat(dataset.samples().stream().mapToInt(Sample::instanceCount).sum())
                .isEqualTo(1);
    }

    @Test
    void unreadableRunTextIsBrokenAndSaysWhere() {
        DatasetBuilder builder = twoPictures("a.json");
        byte[] endsInside = {(byte) ('0' + 32)};
        byte[] illegal = {'2', 31};
        builder.instances().runText(2, 2, endsInside, 0, 1).add(1, 0, 0);
        builder.instances().runText(2, 2, illegal, 0, 2).add(2, 0, 0);
        Dataset dataset = builder.build();

        assertThat(((InstanceMask.Broken) dataset.instances().mask(0)).fault()).contains("the text is cut off");
        assertThat(((InstanceMask.Broken) dataset.instances().mask(1)).fault()).contains("code 31 at character 1");
    }

    @Test
    void joinMeetsByNameAndRenumbersWhatCollides() {
        DatasetBuilder first = twoPictures("a.json");
        first.instances().mask(new InstanceMask.Polygons(List.of(TRIANGLE))).add(1, 0, 0);
        DatasetBuilder second = new DatasetBuilder("b.json", Path.of("other"));
        int kitten = second.addCategory(new Category(0, "kitten"));
        int cloud = second.addCategory(new Category(4, "cloud"));
        int picture = second.addSample(20, "z.jpg", 8, 8);
        second.instances().add(1, picture, cloud);
        second.instances().crowd(true).add(2, picture, kitten);
        CategoryMap map = new CategoryMap(Map.of("kitten", "cat"), Set.of("cloud"));
        Dataset joined = DatasetJoin.of(List.of(first.build(), second.build()), map);

        assertThat(joined.categories()).extracting(Category::name).containsExactly("cat", "dog");
        assertThat(joined.samples()).extracting(Sample::id).containsExactly(1L, 2L, 3L);
        assertThat(joined.sample(2).imagePath()).isEqualTo(Path.of("other", "z.jpg"));
        assertThat(joined.instances().count()).isEqualTo(2);
        assertThat(joined.sample(2).instance(0).category().name()).isEqualTo("cat");
        assertThat(joined.sample(2).instance(0).crowd()).isTrue();
        assertThat(joined.sample(0).instance(0).mask()).isInstanceOf(InstanceMask.Polygons.class);
    }

    private static DatasetBuilder twoPictures(String name) {
        DatasetBuilder builder = new DatasetBuilder(name, Path.of("pictures"));
        builder.addCategory(new Category(0, "cat"));
        builder.addCategory(new Category(90, "dog", "animal"));
        builder.addSample(20, "b.jpg", 640, 480);
        builder.addSample(10, "a.jpg", 0, 0);
        return builder;
    }

    private static double[] ring(int seed, int length) {
        double[] ring = new double[length];
        for (int i = 0; i < length; i++) {
            ring[i] = seed + i / 100.0;
        }
        return ring;
    }
}
