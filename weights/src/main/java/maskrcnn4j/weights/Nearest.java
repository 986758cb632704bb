package maskrcnn4j.weights;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who misspelt a word most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** The message about a word that is not among the known ones, with the nearest of them if one is near. */
    public static String unknown(String kind, String word, Collection<String> known) {
        return "unknown " + kind + " '" + word + "'"
                + of(word, known)
                        .map(nearest -> " (did you mean " + nearest + "?)")
                        .orElse("");
    }

    /** The known word with the fewest edits, if at most about a third of its letters differ. */
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> edits(word, candidate) <= Math.max(1, (candidate.length() + 1) / 3))
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
    }

    /** Optimal string alignment distance: insertions, deletions, substitutions, and swaps of neighbours, case ignored. */
    static int edits(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
