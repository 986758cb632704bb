package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.setting.Changed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training changed is told by an evaluation of the weights that it began with. */
class FirstEvaluationTest {
    @TempDir
    private Path folder;

    /** Evaluations, and which of them were the best so far. */
    private static final class Evaluations implements TrainingListener {
        private final List<Long> steps = new ArrayList<>();
        private final List<Boolean> best = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        @Override
        public void evaluated(long step, Map<String, Double> values, boolean isBest) {
            steps.add(step);
            best.add(isBest);
            losses.add(values.get("validation/loss"));
        }
    }

    private TrainingResult train(String name, boolean first, TrainingListener listener) throws Exception {
        TrainingSettings settings =
                Changed.of(TinyTraining.settings(2, 0, 0), Map.of("evaluateFirst", first, "best", "validation.loss"));
        try (RunFolder run = new RunFolder(folder.resolve(name))) {
            return TinyTraining.trainer(settings, run)
                    .validateWith(TinyTraining.validation(folder.resolve("data")))
                    .train(listener);
        }
    }

    @Test
    void theWeightsBeforeTheFirstStepAreJudgedAndAreTheBestUntilOthersAreBetter() throws Exception {
        Evaluations judged = new Evaluations();
        TrainingResult result = train("run", true, judged);

        assertThat(judged.steps).containsExactly(0L, 2L);
        assertThat(judged.best.get(0)).isTrue();
        assertThat(judged.best.get(1)).isEqualTo(judged.losses.get(1) < judged.losses.get(0));
        assertThat(result.steps()).isEqualTo(2);
    }

    @Test
    void itChangesNothingThatIsLearned() throws Exception {
        TrainingResult with = train("with", true, TrainingListener.NONE);
        TrainingResult without = train("without", false, TrainingListener.NONE);
        assertThat(with.last()).hasSameBinaryContentAs(without.last());
    }
}
