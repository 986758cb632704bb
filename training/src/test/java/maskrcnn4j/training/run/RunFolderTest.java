package maskrcnn4j.training.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void oneRunAtATimeWritesIntoAFolder() throws IOException {
        try (RunFolder first = new RunFolder(folder)) {
            assertThatThrownBy(() -> new RunFolder(first.path()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            folder + ": another training writes into this folder; wait for its end, or choose another"
                                    + " with --out");
        }
        assertThatCode(() -> new RunFolder(folder).close()).doesNotThrowAnyException();
    }
}
