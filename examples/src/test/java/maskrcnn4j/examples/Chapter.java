package maskrcnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chapter's page. What comes from its program stands in fences that say what they hold: {@code java imports},
 * {@code java method NAME}, {@code java part N}, {@code text part N}.
 *
 * @param file the page
 * @param text its text
 */
record Chapter(Path file, String text) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(java|text) ([^\\n]+)\\n(.*?)^```$");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+]\\((?:\\.\\./)?pictures/([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) ");

    /**
     * A fenced block.
     *
     * @param language {@code java} or {@code text}
     * @param what it holds: {@code imports}, {@code method NAME} or {@code part N}
     * @param body its lines
     */
    record Block(String language, String what, String body) {}

    static Chapter read(Path file) throws IOException {
        return new Chapter(file, Files.readString(file));
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            blocks.add(new Block(fence.group(1), fence.group(2), fence.group(3)));
        }
        return blocks;
    }

    /** The names of the pictures it shows. */
    List<String> pictures() {
        return PICTURE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The levels of its headings, in order. */
    List<String> headings() {
        String prose = FENCE.matcher(text).replaceAll("");
        return HEADING.matcher(prose).results().map(match -> match.group(1)).toList();
    }

    /** Writes the page with other bodies. */
    void rewrite(Function<Block, String> body) throws IOException {
        String filled = FENCE.matcher(text).replaceAll(fence -> {
            Block block = new Block(fence.group(1), fence.group(2), fence.group(3));
            return Matcher.quoteReplacement(
                    "```" + block.language() + " " + block.what() + "\n" + body.apply(block) + "```");
        });
        Files.writeString(file, filled);
    }
}
