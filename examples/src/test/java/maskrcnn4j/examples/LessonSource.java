package maskrcnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The source of a lesson cut into what a chapter shows: imports, methods, and the parts of {@code main}, as they are
 * typed into JShell.
 */
final class LessonSource {
    private static final Pattern METHOD =
            Pattern.compile("(?m)^    (?:public )?static ([^=;]*?(\\w+)\\([^;]*?\\) \\{\\n(?:.*\\n)*?    \\}\\n)");
    private static final String MAIN = "    public static void main(String[] args) {\n";

    private final Map<String, String> pieces = new LinkedHashMap<>();

    private LessonSource() {}

    static LessonSource of(Class<?> lesson) throws IOException {
        String text = Files.readString(Path.of("src/main/java", lesson.getName().replace('.', '/') + ".java"));
        LessonSource source = new LessonSource();
        source.pieces.put(
                "imports",
                "import maskrcnn4j.examples.*;\n"
                        + text.lines()
                                .filter(line -> line.startsWith("import "))
                                .map(line -> line + "\n")
                                .collect(Collectors.joining()));
        int main = text.indexOf(MAIN) + MAIN.length();
        int end = text.indexOf("\n    }\n", main) + 1;
        source.addParts(text.substring(main, end));
        Matcher method = METHOD.matcher(text.substring(end));
        while (method.find()) {
            source.pieces.put("method " + method.group(2), dedented(method.group(1), 4));
        }
        return source;
    }

    private void addParts(String body) {
        List<String> parts = new ArrayList<>(List.of(body.split("(?m)^(?=        part\\()")));
        parts.removeIf(String::isBlank);
        for (int i = 0; i < parts.size(); i++) {
            pieces.put("part " + (i + 1), dedented(parts.get(i), 8).strip() + "\n");
        }
    }

    private static String dedented(String text, int columns) {
        String indent = " ".repeat(columns);
        return text.lines()
                .map(line -> (line.startsWith(indent) ? line.substring(columns) : line) + "\n")
                .collect(Collectors.joining());
    }

    /** All pieces by their names. */
    Map<String, String> pieces() {
        return pieces;
    }
}
