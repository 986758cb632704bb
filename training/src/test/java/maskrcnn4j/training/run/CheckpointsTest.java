package maskrcnn4j.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return new RunState(step, 1, 2, Optional.of(0.5), 3, 4, 5.25, false);
    }

    @Test
    void theLastCheckpointIsOpenedAndOthersAreGone() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(tensor(1), Map.of(), tensor(2), state(10));
        checkpoints.save(tensor(3), Map.of(), tensor(4), state(20));

        Checkpoints.Saved saved = checkpoints.open();
        try (var tensors = saved.tensors()) {
            assertThat(saved.state()).isEqualTo(state(20));
            assertThat(tensors.floats("w")).containsExactly(4);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "last.sha256", "model-00000020.safetensors", "state-00000020.safetensors");
        }
    }

    @Test
    void aCheckpointThatWasCutOffLeavesTheOneBefore() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(tensor(1), Map.of(), tensor(2), state(10));
        // The process ended after the model of the next one, before its state.
        Files.write(folder.resolve("model-00000020.safetensors"), new byte[] {1, 2, 3});

        Checkpoints.Saved saved = checkpoints.open();
        try (var tensors = saved.tensors()) {
            assertThat(saved.state().step()).isEqualTo(10);
        }
    }

    @Test
    void withoutACheckpointThereIsNothingToGoOnFrom() {
        assertThatThrownBy(() -> new Checkpoints(folder).open())
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
