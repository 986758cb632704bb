package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessEndTest {
    /** A process that computes until somebody ends it. */
    static final class LongCalls {
        private LongCalls() {}

        /** Says {@code computing} before the first call. */
        public static void main(String[] args) {
            try (Scope scope = Scope.open()) {
                Tensor matrix = Tensors.zeros(ElementType.FLOAT64, 2000, 2000);
                System.out.println("computing");
                for (int i = 0; i < 1000; i++) {
                    matrix.matmul(matrix).close();
                }
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked to end there")
    void aProcessThatIsToldToEndWhileItComputesEndsWithoutACrash() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LongCalls.class.getName())
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("computing");
        Thread.sleep(200);

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(crashReports()).isEmpty();
    }

    private List<Path> crashReports() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .toList();
        }
    }
}
