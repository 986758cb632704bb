package maskrcnn4j.report;

import java.util.List;

/**
 * A list of short remarks, each with its weight.
 *
 * @param notes the remarks, in the order shown
 */
public record Notes(List<Note> notes) implements Block {

    /** How much a note weighs; the page shows the word, not only a colour. */
    public enum Level {
        /** Something is wrong and has to be mended. */
        ERROR,
        /** Something is probably not as meant. */
        WARNING,
        /** Good to know. */
        NOTE;

        /** The word shown before the text. */
        public String word() {
            return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One remark.
     *
     * @param level its weight
     * @param text plain text; it is escaped when the page is written
     */
    public record Note(Level level, String text) {}

    /** Copies the list. */
    public Notes {
        notes = List.copyOf(notes);
    }

    /** Remarks of the lightest level. */
    public static Notes of(String... texts) {
        return new Notes(java.util.Arrays.stream(texts)
                .map(text -> new Note(Level.NOTE, text))
                .toList());
    }
}
