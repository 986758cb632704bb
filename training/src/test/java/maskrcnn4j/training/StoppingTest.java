package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.setting.Changed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to stop. */
class StoppingTest {
    @TempDir
    private Path folder;

    /** Stops after a step, or, where that is wanted, in the evaluation that follows it. */
    private static final class Stopper implements TrainingListener {
        private final long step;
        private final boolean inEvaluation;
        private final List<Long> evaluated = new ArrayList<>();
        private long last;
        private int asked;

        Stopper(long step, boolean inEvaluation) {
            this.step = step;
            this.inEvaluation = inEvaluation;
        }

        @Override
        public void step(TrainingProgress progress) {
            last = progress.step();
        }

        @Override
        public void evaluated(long at, Map<String, Double> values, boolean best) {
            evaluated.add(at);
        }

        @Override
        public boolean stops() {
            return last == step && (!inEvaluation || asked++ > 0);
        }
    }

    /** Settings for so many steps with an evaluation now and then, of scores alone. */
    private static TrainingSettings judged(long steps, double evaluateEvery) {
        return Changed.of(TinyTraining.settings(steps, 0, evaluateEvery), Map.of("validationLosses", false));
    }

    private TrainingResult train(String name, TrainingListener listener) throws IOException {
        return train(name, judged(8, 0.5), listener); // an evaluation after each third step
    }

    private TrainingResult train(String name, TrainingSettings settings, TrainingListener listener) throws IOException {
        try (RunFolder run = new RunFolder(folder.resolve(name))) {
            return TinyTraining.trainer(settings, run)
                    .validateWith(TinyTraining.validation(folder.resolve("data")))
                    .train(listener);
        }
    }

    @Test
    void itWritesACheckpointAndGoesOnAsIfItHadNot() throws Exception {
        TrainingResult whole = train("whole", TrainingListener.NONE);
        TrainingResult stopped = train("run", new Stopper(2, false));
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isEqualTo(2);

        Stopper evaluating = new Stopper(6, true);
        TrainingResult cutShort = train("run", evaluating);
        assertThat(cutShort.finished()).isFalse();
        assertThat(cutShort.steps()).isEqualTo(6);
        assertThat(evaluating.evaluated).containsExactly(3L);

        Stopper never = new Stopper(-1, false);
        TrainingResult ended = train("run", never);
        assertThat(ended.finished()).isTrue();
        assertThat(never.evaluated).containsExactly(6L, 8L);
        assertThat(Files.readAllBytes(ended.last())).isEqualTo(Files.readAllBytes(whole.last()));
        assertThat(Files.readAllBytes(ended.model())).isEqualTo(Files.readAllBytes(whole.model()));
        assertThat(card("run")).isEqualTo(card("whole")).contains("segm AP |");
    }

    /** A model card without what two runs never have in common. */
    private String card(String name) throws IOException {
        return Files.readString(folder.resolve(name + "/MODEL_CARD.md"))
                .replace("Model card: " + name, "Model card")
                .replaceFirst(" epochs, in \\d+ s", " epochs");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // it would go round for ever
    void anEvaluationThatWasCutShortIsMadeUpForOrForgottenWithoutPictures() throws Exception {
        TrainingResult cutShort = train("judged", judged(4, 0.5), new Stopper(3, true));
        assertThat(cutShort.steps()).isEqualTo(3);
        copy(folder.resolve("judged"), folder.resolve("unjudged"));

        TrainingSettings rarely = judged(4, 0);
        Stopper judging = new Stopper(-1, false);
        train("judged", rarely, judging);
        assertThat(judging.evaluated).containsExactly(3L, 4L);

        TrainingResult ended = TinyTraining.train(folder.resolve("unjudged"), rarely, TrainingListener.NONE);
        assertThat(ended.finished()).isTrue();
        assertThat(ended.steps()).isEqualTo(4);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void theReportOfARunThatIsOverIsOfItsOwnModel() throws Exception {
        TrainingSettings settings = TinyTraining.settings(3, 0, 0);
        TinyTraining.train(folder, settings, TrainingListener.NONE);
        Path report = folder.resolve("report.html");
        String first = Files.readString(report);

        TinyTraining.train(folder, settings, TrainingListener.NONE);

        assertThat(weights(Files.readString(report))).isEqualTo(weights(first)).isNotEmpty();
    }

    private static String weights(String page) {
        Matcher chart = Pattern.compile("How far the parts have come.*?</svg>", Pattern.DOTALL)
                .matcher(page);
        return chart.find() ? chart.group() : "";
    }

    @Test
    void aDamagedCheckpointGivesWayToTheOneBefore() throws Exception {
        TrainingSettings settings = TinyTraining.settings(5, 2, 0);
        byte[] whole = Files.readAllBytes(
                TinyTraining.train(folder, settings, TrainingListener.NONE).last());
        Path last = folder.resolve("checkpoints/model-00000005.safetensors");
        byte[] damaged = whole.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(last, damaged);

        List<String> notes = new ArrayList<>();
        TrainingResult again = TinyTraining.train(folder, settings, new TrainingListener() {
            @Override
            public void note(String note) {
                notes.add(note);
            }
        });
        assertThat(notes.get(0)).contains("model-00000005.safetensors: is damaged");
        assertThat(notes.get(1)).isEqualTo("goes on after step 4");
        assertThat(Files.readAllBytes(again.last())).isEqualTo(whole);
    }
}
