package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void doctorSaysWhatTheMachineOffersAndAdvises() {
        CommandRun run = CommandRun.of("doctor", "--seconds", "0", "--json", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(System.getProperty("java.version"), "LibTorch 2", "threads", "weights and class archives")
                .containsPattern("float32 +batch 1: +\\d+ billion")
                .containsPattern("- (bf16|One picture|Batches)");
        assertThat(run.out().strip()).startsWith("{").endsWith("}");
        assertThat(run.out()).contains("\"advice\"", "\"trainingBatch\"", "\"gpus\"", "\"caches\"");
    }

    @Test
    void secondsAreChecked() {
        CommandRun run = CommandRun.of("doctor", "--seconds", "-1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("mrcnn: --seconds -1.0: give a number from 0 to 600" + System.lineSeparator());
    }
}
