package maskrcnn4j.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import maskrcnn4j.weights.Nearest;
import maskrcnn4j.weights.WeightException;

/**
 * Tensors that are not to be taken from a weight file, as users name them: a tensor or a part of the network by our name or
 * by the file's ({@code box.cls}, {@code roi_heads.mask_predictor}, {@code mrcnn_bbox_fc}), a pattern with {@code *} and
 * {@code ?} over whole names, or a regular expression between slashes that fits a part of a name.
 */
public final class Exclusion {
    private final Map<String, String> reasons;

    private Exclusion(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /**
     * Finds what is named.
     *
     * @param words what the user said
     * @param names all tensors: our name to the file's; the same where the file has none of it
     * @param alsoKnown words that are accepted although they name no tensor, such as layers without weights
     * @throws WeightException if a word names nothing; the message says what is near
     */
    public static Exclusion of(Collection<String> words, Map<String, String> names, Set<String> alsoKnown)
            throws WeightException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String word : words) {
            List<String> found = new ArrayList<>();
            Pattern pattern = pattern(word);
            boolean partOfName = isRegex(word);
            names.forEach((ours, theirs) -> {
                if (fits(pattern, partOfName, ours) || fits(pattern, partOfName, theirs)) {
                    found.add(ours);
                }
            });
            if (found.isEmpty() && !alsoKnown.contains(word)) {
                Set<String> known = new LinkedHashSet<>(alsoKnown);
                names.forEach((ours, theirs) -> {
                    addParts(ours, known);
                    addParts(theirs, known);
                });
                throw new WeightException("exclude: " + Nearest.unknown("tensor or part", word, known)
                        + (word.matches(".*[*?/].*") ? "; the pattern fits no name" : ""));
            }
            found.forEach(name -> reasons.putIfAbsent(name, "excluded by " + word));
        }
        return new Exclusion(reasons);
    }

    private static boolean isRegex(String word) {
        return word.length() > 2 && word.startsWith("/") && word.endsWith("/");
    }

    private static Pattern pattern(String word) throws WeightException {
        if (isRegex(word)) {
            try {
                return Pattern.compile(word.substring(1, word.length() - 1));
            } catch (PatternSyntaxException e) {
                throw new WeightException(
                        "exclude: " + word + " is no regular expression: "
                                + e.getDescription().toLowerCase(java.util.Locale.ROOT),
                        e);
            }
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char next = word.charAt(i);
            regex.append(next == '*' ? ".*" : next == '?' ? "." : Pattern.quote(Character.toString(next)));
        }
        // A part stands for everything below it.
        return Pattern.compile(word.matches(".*[*?].*") ? regex.toString() : regex + "([./].*)?");
    }

    private static boolean fits(Pattern pattern, boolean partOfName, String name) {
        return partOfName ? pattern.matcher(name).find() : pattern.matcher(name).matches();
    }

    private static void addParts(String name, Set<String> known) {
        known.add(name);
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '.' || name.charAt(i) == '/') {
                known.add(name.substring(0, i));
            }
        }
    }

    /** Whether a tensor of ours is excluded. */
    public boolean has(String ours) {
        return reasons.containsKey(ours);
    }

    /** Which word of the user excludes a tensor of ours; for the report. */
    public String reason(String ours) {
        return reasons.getOrDefault(ours, "excluded");
    }

    /** All words that excluded something, each once. */
    public Set<String> reasons() {
        return new LinkedHashSet<>(reasons.values());
    }
}
