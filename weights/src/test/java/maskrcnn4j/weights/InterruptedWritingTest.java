package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InterruptedWritingTest {
    /** A process that never comes to the end of the file that it writes. */
    static final class Writing {
        private Writing() {}

        /** Writes the file that the first argument names; says {@code writing} in the middle of it. */
        public static void main(String[] args) throws Exception {
            NamedTensors values = NamedTensors.builder()
                    .add("a", Shape.of(4), new float[] {1, 2, 3, 4})
                    .add("b", Shape.of(1), new float[] {5})
                    .build();
            TensorSource endless = new TensorSource() {
                @Override
                public Map<String, TensorInfo> tensors() {
                    return values.tensors();
                }

                @Override
                public void read(String name, long offset, ByteBuffer into) throws java.io.IOException {
                    if (name.equals("b")) {
                        System.out.println("writing");
                        sleep();
                    }
                    values.read(name, offset, into);
                }
            };
            SafetensorsWriter.write(Path.of(args[0]), endless, Map.of());
        }

        private static void sleep() {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked to end there")
    void aFileInTheMakingDisappears() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writing.class.getName(),
                        folder.resolve("weights.safetensors").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("writing");
        assertThat(folder).isNotEmptyDirectory();

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(folder).isEmptyDirectory();
    }
}
