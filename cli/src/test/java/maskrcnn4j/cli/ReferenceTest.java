package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference.md");

    @Test
    void referenceIsThatOfTheCode() throws IOException {
        String text = Reference.text();
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, text);
        }
        assertThat(PAGE)
                .as("write it anew with: mvn -q -pl cli -am test -Dtest=ReferenceTest -Dreference.update=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(text);
    }
}
