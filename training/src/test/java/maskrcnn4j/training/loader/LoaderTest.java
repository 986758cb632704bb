package maskrcnn4j.training.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.augment.Augmenter;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.Test;

class LoaderTest {
    private static final int MUCH = 4;
    private static final ShapesDataset SHAPES = new ShapesDataset(new ShapesGenerator(3, ShapesSpec.DEFAULT), 0, 23);

    private static Loader loader(PictureSource source, LoaderSpec spec, long first) throws IOException {
        Examples examples = Examples.of(SHAPES.dataset(), source);
        AugmentSpec flips = AugmentSpec.NONE.withFlips(0.5, 0.5);
        return new Loader(
                examples,
                new BatchOrder(examples, spec, 9),
                new Augmenter(flips, Presets.named("light").spec().image()),
                spec,
                9,
                1,
                first);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBatchesAlsoAfterAnInterruption() throws Exception {
        LoaderSpec spec = LoaderSpec.DEFAULT.withBatch(4);
        List<Batch> expected = new ArrayList<>();
        try (Loader alone = loader(SHAPES, spec.withWorkers(0), 0)) {
            for (int i = 0; i < 14; i++) {
                expected.add(alone.next());
            }
        }
        for (int workers : new int[] {1, 3}) {
            try (Loader loader = loader(SHAPES, spec.withWorkers(workers), 0)) {
                for (Batch batch : expected) {
                    assertSame(loader.next(), batch);
                }
            }
        }
        try (Loader resumed = loader(SHAPES, spec.withWorkers(2), 8)) {
            assertSame(resumed.next(), expected.get(8));
        }
    }

    private static void assertSame(Batch actual, Batch expected) {
        assertThat(actual.number()).isEqualTo(expected.number());
        assertThat(actual.samples()).isEqualTo(expected.samples());
        for (int i = 0; i < expected.pictures().size(); i++) {
            assertThat(actual.pictures().get(i).image())
                    .isEqualTo(expected.pictures().get(i).image());
            assertThat(actual.pictures().get(i).objects().stream().map(object -> object.box()))
                    .isEqualTo(expected.pictures().get(i).objects().stream()
                            .map(object -> object.box())
                            .toList());
        }
    }

    @Test
    void anEpochShowsEveryPicture() throws Exception {
        Examples examples = Examples.of(SHAPES.dataset(), SHAPES);
        BatchOrder order = new BatchOrder(examples, LoaderSpec.DEFAULT.withBatch(4), 1);

        assertThat(order.batchesPerEpoch()).isEqualTo(6);
        Map<Integer, Integer> seen = new TreeMap<>();
        for (int batch = 0; batch < 6; batch++) {
            for (int sample : order.batch(batch)) {
                seen.merge(sample, 1, Integer::sum);
            }
        }
        assertThat(seen).hasSize(23);
        assertThat(seen.values()).allMatch(times -> times <= 2);
        assertThat(order.batch(0)).isNotEqualTo(order.batch(6));
    }

    @Test
    void aPictureThatCannotBeReadEndsTheRunWithItsName() throws Exception {
        PictureSource broken = sample -> {
            if (sample == 5) {
                throw new ImageException("is damaged");
            }
            return SHAPES.read(sample);
        };
        for (int workers : new int[] {0, 2}) {
            try (Loader loader = loader(broken, LoaderSpec.DEFAULT.withBatch(23).withWorkers(workers), 0)) {
                assertThatThrownBy(loader::next)
                        .isInstanceOf(LoaderException.class)
                        .hasMessageContaining("images/000005.png: is damaged");
            }
        }
        LoaderSpec skipping = new LoaderSpec(23, 2, 1 << 24, true, 1, 0, true);
        try (Loader loader = loader(broken, skipping, 0)) {
            assertThat(loader.next().pictures()).hasSize(23);
            assertThat(loader.skipped()).isPositive();
        }
    }

    @Test
    void whereThePictureWhoseObjectsArePastedCannotBeReadItIsTheOneThatIsNamed() throws Exception {
        LoaderSpec spec = LoaderSpec.DEFAULT.withBatch(1).withWorkers(0);
        AugmentSpec pasting = Changed.of(AugmentSpec.NONE, Map.of("copyPaste", 1.0));
        int pasted = 0;
        for (int broken = 0; broken < SHAPES.dataset().size(); broken++) {
            int damaged = broken;
            Examples examples = Examples.of(SHAPES.dataset(), sample -> {
                if (sample == damaged) {
                    throw new ImageException("is damaged");
                }
                return SHAPES.read(sample);
            });
            BatchOrder order = new BatchOrder(examples, spec, 9);
            AtomicInteger read = new AtomicInteger();
            try (Loader loader = new Loader(
                    examples,
                    order,
                    new Augmenter(pasting, Presets.named("light").spec().image()),
                    spec,
                    9,
                    1,
                    0)) {
                assertThatThrownBy(() -> {
                            while (true) {
                                loader.next();
                                read.incrementAndGet();
                            }
                        })
                        .isInstanceOf(LoaderException.class)
                        .hasMessage(examples.name(damaged)
                                + ": is damaged; --skip-unreadable goes on without such pictures");
            }
            pasted += order.batch(read.get())[0] == damaged ? 0 : 1;
        }
        assertThat(pasted).isPositive();
    }

    @Test
    void rareClassesAreShownMoreOften() throws Exception {
        Examples examples = Examples.of(rare(), sample -> SHAPES.read(0));
        LoaderSpec spec = new LoaderSpec(10, 0, 1 << 24, true, 1, 0.09, false);
        BatchOrder order = new BatchOrder(examples, spec, 1);

        int rare = 0;
        for (int batch = 0; batch < 10 * order.batchesPerEpoch(); batch++) {
            for (int sample : order.batch(batch)) {
                rare += sample == 7 ? 1 : 0;
            }
        }
        assertThat(order.pictures()).isEqualTo(100);
        assertThat(rare).isBetween(28, 36); // sqrt(0.09 / 0.01) = 3 times in each of ten epochs
    }

    @Test
    void wideAndHighPicturesComeApart() throws Exception {
        DatasetBuilder builder = new DatasetBuilder("mixed", Path.of("images"));
        builder.addCategory(new Category(1, "thing"));
        for (int i = 0; i < 40; i++) {
            builder.addSample(i + 1, i + ".png", i % 2 == 0 ? 200 : 100, i % 2 == 0 ? 100 : 200);
            builder.instances().box(1, 1, 10, 10).area(100).add(i + 1, i, 0);
        }
        Examples examples = Examples.of(builder.build(), sample -> SHAPES.read(0));
        BatchOrder grouped = new BatchOrder(examples, new LoaderSpec(4, 0, 1 << 24, true, 1, 0, false), 1);
        BatchOrder mixed = new BatchOrder(examples, new LoaderSpec(4, 0, 1 << 24, false, 1, 0, false), 1);

        assertThat(unlike(grouped)).isZero();
        assertThat(unlike(mixed)).isGreaterThan(5);
    }

    /** Batches of the first epoch that hold both even and odd pictures. */
    private static long unlike(BatchOrder order) {
        return IntStream.range(0, order.batchesPerEpoch())
                .filter(batch -> IntStream.of(order.batch(batch))
                                .map(sample -> sample % 2)
                                .distinct()
                                .count()
                        > 1)
                .count();
    }

    @Test
    void whatIsReadInAdvanceIsBoundedInBytes() throws Exception {
        AtomicInteger read = new AtomicInteger();
        PictureSource counting = sample -> {
            read.incrementAndGet();
            return Image.ofRgb(512, 512, new byte[3 * 512 * 512]);
        };
        DatasetBuilder plain = new DatasetBuilder("plain", Path.of("images"));
        plain.addCategory(new Category(1, "thing"));
        for (int i = 0; i < 40; i++) {
            plain.addSample(i + 1, i + ".png", 512, 512);
            plain.instances().box(1, 1, 10, 10).area(100).add(i + 1, i, 0);
        }
        Examples examples = Examples.of(plain.build(), counting);
        LoaderSpec roomy = new LoaderSpec(1, 4, 64 << 20, true, 1, 0, false);
        LoaderSpec tight = new LoaderSpec(1, 4, 1 << 20, true, 1, 0, false); // one picture is 0.75 MB
        assertThat(readAhead(examples, roomy, 1, read, 38)).isGreaterThan(MUCH);
        assertThat(readAhead(examples, tight, 1, read, 6)).isLessThanOrEqualTo(2);
    }

    @Test
    void aStepOfSeveralBatchesFindsAllOfThemRead() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Examples examples = Examples.of(SHAPES.dataset(), sample -> {
            read.incrementAndGet();
            return SHAPES.read(sample);
        });
        LoaderSpec spec = new LoaderSpec(1, 1, 64 << 20, true, 1, 0, false);
        assertThat(readAhead(examples, spec, 1, read, 4)).isLessThanOrEqualTo(3);
        assertThat(readAhead(examples, spec, MUCH, read, 38)).isGreaterThan(MUCH);
    }

    /** The most pictures that were read before they were asked for; no more is looked for once it is much. */
    private static int readAhead(Examples examples, LoaderSpec spec, int perStep, AtomicInteger read, int batches)
            throws Exception {
        read.set(0);
        int ahead = 0;
        BatchOrder order = new BatchOrder(examples, spec, 1);
        try (Loader loader = new Loader(
                examples,
                order,
                new Augmenter(AugmentSpec.NONE, Presets.named("light").spec().image()),
                spec,
                1,
                perStep,
                0)) {
            for (int i = 1; i <= batches && ahead <= MUCH; i++) {
                loader.next();
                Thread.sleep(200);
                ahead = Math.max(ahead, read.get() - i);
            }
        }
        return ahead;
    }

    @Test
    void picturesWithoutObjectsAreKeptUnlessFewerAreWanted() throws Exception {
        DatasetBuilder builder = new DatasetBuilder("half", Path.of("images"));
        builder.addCategory(new Category(1, "thing"));
        for (int i = 0; i < 400; i++) {
            builder.addSample(i + 1, i + ".png", 100, 100);
        }
        for (int i = 0; i < 200; i++) {
            builder.instances().box(1, 1, 10, 10).area(100).add(i + 1, i, 0);
        }
        Examples examples = Examples.of(builder.build(), sample -> SHAPES.read(0));

        assertThat(new BatchOrder(examples, LoaderSpec.DEFAULT, 1).pictures()).isEqualTo(400);
        LoaderSpec half = new LoaderSpec(1, 0, 1 << 24, true, 0.5, 0, false);
        assertThat(new BatchOrder(examples, half, 1).pictures()).isBetween(270, 330);
        LoaderSpec none = new LoaderSpec(1, 0, 1 << 24, true, 0, 0, false);
        assertThat(new BatchOrder(examples, none, 1).pictures()).isEqualTo(200);
    }

    /** A hundred pictures of one class, one of which also holds another. */
    private static Dataset rare() {
        DatasetBuilder builder = new DatasetBuilder("rare", Path.of("images"));
        builder.addCategory(new Category(1, "common"));
        builder.addCategory(new Category(2, "rare"));
        for (int i = 0; i < 100; i++) {
            builder.addSample(i + 1, i + ".png", 100, 100);
            builder.instances().box(1, 1, 10, 10).area(100).add(i + 1, i, 0);
        }
        builder.instances().box(1, 1, 10, 10).area(100).add(200, 7, 1);
        return builder.build();
    }

    @Test
    void aDataSetWithoutObjectsIsRefused() {
        DatasetBuilder builder = new DatasetBuilder("empty.json", Path.of("images"));
        builder.addCategory(new Category(1, "thing"));
        builder.addSample(1, "a.png", 10, 10);
        Examples examples = Examples.of(builder.build(), SHAPES);

        assertThatThrownBy(() -> new BatchOrder(examples, LoaderSpec.DEFAULT, 1))
                .hasMessageContaining("empty.json: has no object to learn from");
    }
}
