package maskrcnn4j.cli;

import java.util.Locale;
import java.util.OptionalLong;
import maskrcnn4j.text.Counted;

/** How sizes and texts of weight files are shown. */
final class WeightsText {
    private static final int MAX_CHARACTERS = 100;

    private WeightsText() {}

    /** For example {@code 3.8 MB}; decimal units, as file managers and download pages use them. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return Counted.of(bytes, "byte");
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String size(OptionalLong bytes) {
        return bytes.isPresent() ? size(bytes.getAsLong()) : "size not known";
    }

    /** A text from a file, on one line, not too long. */
    static String brief(String text) {
        String line = FailureMessages.oneLine(text);
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, MAX_CHARACTERS) + String.format(Locale.ROOT, "... (%,d characters)", line.length());
    }
}
