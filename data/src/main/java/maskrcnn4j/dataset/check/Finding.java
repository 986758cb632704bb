package maskrcnn4j.dataset.check;

import maskrcnn4j.dataset.Severity;

/**
 * Something the linter found.
 *
 * @param kind what it is
 * @param file the file at fault; may be empty when {@code fault} says it all
 * @param entry the place in it; may be empty
 * @param fault what is wrong, with the value
 * @param remedy what to do; may be empty
 */
public record Finding(FindingKind kind, String file, String entry, String fault, String remedy) {

    /** Its weight. */
    public Severity severity() {
        return kind.severity();
    }

    /** All of it in one line. */
    public String message() {
        StringBuilder line = new StringBuilder(severity().word()).append(": ");
        if (!file.isEmpty()) {
            line.append(file).append(": ");
        }
        if (!entry.isEmpty()) {
            line.append(entry).append(": ");
        }
        line.append(fault);
        if (!remedy.isEmpty()) {
            line.append("; ").append(remedy);
        }
        return line.toString();
    }
}
