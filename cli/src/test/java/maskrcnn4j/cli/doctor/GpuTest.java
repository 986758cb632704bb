package maskrcnn4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuTest {
    @Test
    void machineWithoutTheDriversToolHasNoGpus() {
        assertThat(Gpu.all(command -> Optional.empty())).isEmpty();
    }

    @Test
    void otherProcessesAreListedWithTheGpuWhoseMemoryTheyHold() {
        List<Gpu> gpus = Gpu.all(command -> Optional.of(
                command.get(1).startsWith("--query-gpu")
                        ? List.of(
                                "0, GPU-aa, NVIDIA H100, 550.54, 81559, 1200",
                                "1, GPU-bb, NVIDIA H100, 550.54, 81559, 81000",
                                "a line of another form")
                        : List.of(
                                "GPU-aa, 4711, /usr/bin/python3, 80000",
                                "GPU-aa, 4712, java, [N/A]",
                                "GPU-bb, " + ProcessHandle.current().pid() + ", java, 500")));

        assertThat(gpus)
                .containsExactly(
                        new Gpu(
                                0,
                                "NVIDIA H100",
                                "550.54",
                                81559,
                                1200,
                                List.of(
                                        new Gpu.Holder(4711, "/usr/bin/python3", 80000),
                                        new Gpu.Holder(4712, "java", -1))),
                        new Gpu(1, "NVIDIA H100", "550.54", 81559, 81000, List.of()));
    }
}
