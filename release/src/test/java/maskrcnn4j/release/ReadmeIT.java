package maskrcnn4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeIT {
    private final Path checkout = Path.of(System.getProperty("release.checkout"));

    @Test
    void dependencyLinesNameTheVersionsOfTheBom() throws IOException {
        String readme = read("README.md");
        String bom = read("bom/pom.xml");

        String version = find(bom, "<version>([^<]+)</version>");
        assertThat(readme)
                .contains("<version>" + version + "</version>", "io.github.maskrcnn4j:maskrcnn4j-bom:" + version);
        for (String library : List.of("javacpp", "openblas", "pytorch")) {
            assertThat(readme).contains('"' + library + ":" + find(bom, "<version." + library + ">([^<]+)<") + '"');
        }
    }

    @Test
    void mavenLinesAreThoseOfTheConsumer() throws IOException {
        String consumer = read("consumer/pom.xml").replaceAll("\\s+", "");

        List<String> lines = fenced("xml").lines().map(String::strip).toList();
        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(consumer)
                .contains(String.join("", lines.subList(4, lines.size())).replaceAll("\\s+", ""));
    }

    @Test
    void snippetIsWhatTheConsumerRuns() throws IOException {
        String consumer =
                read("consumer/src/main/java/org/example/SegmentPhoto.java").replaceAll("\\s+", "");

        String snippet = fenced("java")
                .replace("Path.of(\"coco.safetensors\")", "weights")
                .replace("Path.of(\"street.jpg\")", "photo")
                .replace("Path.of(\"street-segmented.png\")", "segmented")
                .replaceAll("\\s+", "");
        assertThat(consumer).contains(snippet);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        try (Stream<Path> docs = Files.walk(checkout.resolve("docs"))) {
            List<Path> pages = Stream.concat(
                            Stream.of(checkout.resolve("README.md"), checkout.resolve("CONTRIBUTING.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .toList();
            for (Path page : pages) {
                Matcher link =
                        Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)").matcher(Files.readString(page));
                while (link.find()) {
                    assertThat(page.resolveSibling(link.group(1)))
                            .as("link in " + page)
                            .exists();
                }
            }
        }
    }

    private String fenced(String language) throws IOException {
        return find(read("README.md"), "(?s)```" + language + "\n(.*?)```");
    }

    private String read(String file) throws IOException {
        return Files.readString(checkout.resolve(file));
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
