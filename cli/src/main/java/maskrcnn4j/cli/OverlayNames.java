package maskrcnn4j.cli;

import java.util.Locale;

/** What an overlay picture is called. */
final class OverlayNames {
    private OverlayNames() {}

    /** The picture's own name where its format is written, otherwise with {@code .png} behind it. */
    static String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jpg") || lower.endsWith(".jpeg") || lower.endsWith(".png") ? name : name + ".png";
    }
}
