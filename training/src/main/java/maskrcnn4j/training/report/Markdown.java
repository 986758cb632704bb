package maskrcnn4j.training.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A text in Markdown, piece by piece. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    /** A heading; 1 is the title. */
    Markdown heading(int level, String words) {
        return paragraph("#".repeat(level) + " " + plain(words));
    }

    /** Words as they are, with whatever marks they hold. */
    Markdown paragraph(String words) {
        text.append(words).append("\n\n");
        return this;
    }

    /** Words as they are, a point for each. */
    Markdown list(List<String> points) {
        points.forEach(point -> text.append("- ").append(point).append('\n'));
        text.append('\n');
        return this;
    }

    /** Code of a language. */
    Markdown code(String language, String lines) {
        return paragraph("```" + language + "\n" + lines.stripTrailing() + "\n```");
    }

    /** A table whose cells are plain text. */
    Markdown table(List<String> header, List<List<String>> rows) {
        row(header);
        row(Collections.nCopies(header.size(), "---"));
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        List<String> shown = new ArrayList<>();
        cells.forEach(cell -> shown.add(plain(cell)));
        text.append("| ").append(String.join(" | ", shown)).append(" |\n");
    }

    /** A text without marks, on one line: names of classes and files can hold anything. */
    static String plain(String words) {
        return words.replaceAll("\\R|\\p{Cntrl}", " ").replaceAll("([\\\\`*\\[\\]<>|#])", "\\\\$1");
    }

    @Override
    public String toString() {
        return text.toString().strip() + "\n";
    }
}
