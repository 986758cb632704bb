package maskrcnn4j.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    private static NamedTensors tensor(float value) {
        return NamedTensors.builder().add("w", Shape.of(1), new float[] {value}).build();
    }

    private static RunState state(long step) {
        return new RunState(step, 1, 2, Optional.of(0.5), 3, 4, 5.25, false, true);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long opened(Checkpoints checkpoints, List<String> notes) throws IOException {
        Checkpoints.Saved saved = checkpoints.open(notes::add);
        try (var tensors = saved.tensors()) {
            assertThat(tensors.floats("w")).containsExactly(saved.state().step() + 1);
            return saved.state().step();
        }
    }

    private static void save(Checkpoints checkpoints, long step) throws IOException {
        checkpoints.save(tensor(step), Map.of(), tensor(step + 1), state(step));
    }

    private void damage(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        bytes[bytes.length - 1] ^= 1;
        Files.write(folder.resolve(name), bytes);
    }

    @Test
    void theLastOfTwoIsOpenedAndOlderOnesAreGone() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (long step : new long[] {10, 20, 30}) {
            save(checkpoints, step);
        }
        Checkpoints.Saved saved = checkpoints.open(note -> {});
        saved.tensors().close();

        assertThat(saved.state()).isEqualTo(state(30));
        assertThat(files())
                .containsExactly(
                        "checkpoint-00000020.sha256",
                        "checkpoint-00000030.sha256",
                        "model-00000020.safetensors",
                        "model-00000030.safetensors",
                        "state-00000020.safetensors",
                        "state-00000030.safetensors");
    }

    @Test
    void whereTheLastIsDamagedTheOneBeforeServesAndAnotherFutureReplacesIt() throws Exception {
        for (String broken : List.of("model-00000020.safetensors", "state-00000020.safetensors")) {
            Checkpoints checkpoints = new Checkpoints(folder);
            save(checkpoints, 10);
            save(checkpoints, 20);
            damage(broken);

            List<String> notes = new ArrayList<>();
            assertThat(opened(checkpoints, notes)).isEqualTo(10);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains(broken + ": is damaged: its checksum differs from the one in checkpoint-00000020.sha256")
                    .endsWith("; the checkpoint before is taken instead");

            save(checkpoints, 15);
            assertThat(opened(checkpoints, notes)).isEqualTo(15);
            assertThat(files()).hasSize(6).noneMatch(name -> name.contains("20"));
        }
    }

    @Test
    void whereNoneIsWholeTheMessageNamesTheFile() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        save(checkpoints, 10);
        Files.delete(folder.resolve("state-00000010.safetensors"));

        assertThatThrownBy(() -> checkpoints.open(note -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state-00000010.safetensors: is missing, though it stands in checkpoint-00000010")
                .hasMessageEndingWith("restore it from a copy, or begin a new run");
    }

    @Test
    void whatAKilledProcessLeftBehindIsRemoved() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        save(checkpoints, 10);
        Files.write(folder.resolve("model-00000015.safetensors"), new byte[3]);
        Files.write(folder.resolve(".state-00000015.safetensors.0f.tmp"), new byte[3]);
        save(checkpoints, 20);

        assertThat(files()).hasSize(6).noneMatch(name -> name.contains("15"));
    }

    @Test
    void aCheckpointThatWasCutOffLeavesTheOneBefore() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        save(checkpoints, 10);
        // The process ended after the model of the next one, before its state.
        Files.write(folder.resolve("model-00000020.safetensors"), new byte[] {1, 2, 3});

        List<String> notes = new ArrayList<>();
        assertThat(opened(checkpoints, notes)).isEqualTo(10);
        assertThat(notes).isEmpty();
    }

    @Test
    void withoutACheckpointThereIsNothingToGoOnFrom() {
        assertThatThrownBy(() -> new Checkpoints(folder).open(note -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing to go on from");
    }

    @Test
    void measurementsOfStepsThatAreTakenAgainAreForgotten() throws Exception {
        MetricsCsv metrics = new MetricsCsv(folder.resolve("metrics.csv"));
        metrics.append(1, 0.5, Map.of("loss", 3.0));
        metrics.append(2, 1, Map.of("loss", 2.0));
        Files.writeString(
                folder.resolve("metrics.csv"), "3,1.5,lo", java.nio.file.StandardOpenOption.APPEND); // cut off
        metrics.forgetAfter(1);
        metrics.append(2, 1, Map.of("loss", 2.5));

        assertThat(metrics.read().get("loss").stream().map(MetricsCsv.Point::value))
                .isEqualTo(List.of(3.0, 2.5));
    }
}
