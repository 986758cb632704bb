package maskrcnn4j.dataset.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Severity;

/**
 * What the linter found.
 *
 * @param parts the data sets, or parts of them, that were looked at
 * @param findings what was found, in the order of the parts
 */
public record CheckReport(List<Part> parts, List<Finding> findings) {

    /**
     * A data set, or a part of one.
     *
     * @param path the file or folder it was read from
     * @param name the name of the split; empty for a whole
     * @param format the format it is in
     * @param images how many pictures it has
     * @param objects how many objects it has
     * @param usable how many of them can be trained on
     * @param fixes what a repair would do, by the place of the object
     */
    public record Part(
            Path path,
            String name,
            String format,
            int images,
            int objects,
            int usable,
            Map<Integer, ObjectFix> fixes) {}

    /** Copies the lists. */
    public CheckReport {
        parts = List.copyOf(parts);
        findings = List.copyOf(findings);
    }

    /** How many findings have this weight. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether nothing is an error. */
    public boolean passed() {
        return count(Severity.ERROR) == 0;
    }
}
