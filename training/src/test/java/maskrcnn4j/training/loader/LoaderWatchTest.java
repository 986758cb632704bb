package maskrcnn4j.training.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.augment.Augmenter;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoaderWatchTest {
    private static final ShapesDataset SHAPES = new ShapesDataset(new ShapesGenerator(3, ShapesSpec.DEFAULT), 0, 2);

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "1, 1, 0, 1", "1, 4, 11, 3"})
    void whoWaitsIsToldWhichPictureTakesSoLongAndWhatIsDoneWithIt(
            int workers, int batchesPerStep, long batch, long step) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        List<String> warnings = new CopyOnWriteArrayList<>();
        PictureSource slow = sample -> {
            await(told);
            return SHAPES.read(sample);
        };
        Examples examples = Examples.of(SHAPES.dataset(), slow);
        LoaderSpec spec = LoaderSpec.DEFAULT.withBatch(1).withWorkers(workers);
        Augmenter nothing =
                new Augmenter(AugmentSpec.NONE, Presets.named("light").spec().image());
        Loader.Patience patience = new Loader.Patience(1.2, warning -> {
            warnings.add(warning);
            told.countDown();
        });
        BatchOrder order = new BatchOrder(examples, spec, 1);
        try (Loader loader = new Loader(examples, order, nothing, spec, 1, batchesPerStep, batch, patience)) {
            List<TrainingPicture> pictures = loader.next().pictures();
            assertThat(pictures).hasSize(1);
        }
        assertThat(warnings.get(0))
                .matches("step " + step + " waits for its pictures: loader thread 1 has been reading"
                        + " images/00000[01].png for \\d+ s");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
