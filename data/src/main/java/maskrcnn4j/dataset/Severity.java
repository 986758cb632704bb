package maskrcnn4j.dataset;

import java.util.Locale;

/** How much something found in a data set weighs. */
public enum Severity {
    /** It is wrong: the entry cannot be used as it is. */
    ERROR,
    /** It can be used, but is probably not as meant. */
    WARNING,
    /** Good to know. */
    NOTE;

    /** The word that users read, in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
