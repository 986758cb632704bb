package maskrcnn4j.dataset.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStatsTest {
    @TempDir
    Path folder;

    private static ObjectColumns objects(double... sizes) {
        int n = sizes.length;
        double[] scale = new double[n];
        Arrays.fill(scale, 1);
        return new ObjectColumns(
                new int[n],
                Arrays.stream(sizes).map(s -> s * s).toArray(),
                new double[n],
                new double[n],
                sizes,
                sizes,
                scale);
    }

    private DatasetStats collect(Dataset dataset, boolean colours) {
        return new StatsCollector((w, h) -> 2, colours, 2, ProgressListener.NONE).collect(dataset);
    }

    @Test
    void objectsAreMeasuredByTheirMasks() {
        DatasetBuilder builder = new DatasetBuilder("set", folder);
        builder.addCategory(new Category(1, "cat"));
        builder.addCategory(new Category(2, "dog"));
        builder.addSample(1, "a.png", 60, 50);
        builder.addSample(2, "b.png", 60, 50);
        Rle wide = Rle.ofBox(50, 60, new Box(3, 4, 43, 44));
        builder.instances().mask(InstanceMasks.runs(wide)).add(1, 0, 1);
        builder.instances().mask(InstanceMasks.runs(wide)).crowd(true).add(2, 0, 1);
        builder.instances().add(3, 0, 1);

        DatasetStats stats = collect(builder.build(), false);

        assertThat(stats.objectsOfCategories()).containsExactly(0, 1);
        assertThat(stats.objectsPerImage()).containsExactly(1, 0);
        assertThat(stats.crowds()).isEqualTo(1);
        assertThat(stats.leftOut()).isEqualTo(1);
        assertThat(stats.countByArea(DatasetStats.COCO_AREAS)).containsExactly(0, 1, 0);
        assertThat(stats.objects().x()).containsExactly(3);
        assertThat(stats.objects().height()).containsExactly(40);
        assertThat(stats.objects().scale()).containsExactly(2);
        assertThat(stats.colours()).isEmpty();
    }

    @Test
    void coloursAreThoseOfAllPixelsTogether() throws IOException {
        Images.write(Image.ofRgb(2, 1, new byte[] {10, 20, 30, 30, 20, (byte) 250}), folder.resolve("a.png"));
        Images.write(Image.ofRgb(1, 1, new byte[] {80, 20, 20}), folder.resolve("b.png"));
        DatasetBuilder builder = new DatasetBuilder("set", folder);
        builder.addSample(1, "a.png", 2, 1);
        builder.addSample(2, "b.png", 1, 1);
        builder.addSample(3, "gone.png", 1, 1);

        DatasetStats stats = collect(builder.build(), true);

        ColourStats colours = stats.colours().orElseThrow();
        assertThat(colours.mean()).containsExactly(40.0, 20.0, 100.0);
        assertThat(colours.std().get(0)).isCloseTo(Math.sqrt((900 + 100 + 1600) / 3.0), within(1e-9));
        assertThat(colours.std().get(1)).isZero();
        assertThat(stats.unreadable()).isEqualTo(1);
    }

    /** An anchor of 10x10 on every tenth pixel: a box of its size is missed by at most half a step each way. */
    @Test
    void theBestAnchorIsThatOfTheNearestCell() {
        List<Anchor> anchors = List.of(new Anchor(10, -5, -5, 5, 5));
        ObjectColumns one = new ObjectColumns(
                new int[1],
                new double[] {100},
                new double[] {37},
                new double[] {15},
                new double[] {10},
                new double[] {10},
                new double[] {1});

        AnchorFit fit = AnchorFit.of(one, anchors);

        // Its centre (42, 20) is 2 from that of the cell (4, 2): they share 8 x 10 of 120.
        assertThat(fit.best()[0]).isCloseTo(80.0 / 120, within(1e-12));
        assertThat(fit.recall(0.5)).isEqualTo(1);
        assertThat(fit.recall(0.7)).isZero();
        assertThat(fit.used()).containsExactly(1);
    }

    @Test
    void anchorsThatAreTooLargeAreAnsweredWithSmallerOnes() {
        List<Anchor> anchors = new ArrayList<>();
        for (int level = 0; level < 3; level++) {
            anchors.add(Anchor.of(4 << level, 128 << level, 1));
        }
        ObjectColumns small = objects(9, 10, 11, 18, 20, 22, 38, 40, 42);
        AnchorFit fit = AnchorFit.of(small, anchors);

        AnchorAdvice advice = AnchorAdvice.better(small, fit).orElseThrow();

        assertThat(advice.fit().mean()).isGreaterThan(fit.mean() + 0.2);
        assertThat(advice.fit().anchors())
                .hasSize(3)
                .allSatisfy(anchor -> assertThat(anchor.width()).isLessThan(64));
        assertThat(AnchorAdvice.better(small, advice.fit())).isEmpty();
    }

    @Test
    void anEmptySetHasNoRecallAndNoAdvice() {
        AnchorFit fit = AnchorFit.of(objects(), List.of(Anchor.of(8, 32, 1)));

        assertThat(fit.recall(0.5)).isNaN();
        assertThat(AnchorAdvice.better(objects(), fit)).isEmpty();
    }
}
