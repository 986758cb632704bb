package maskrcnn4j.dataset.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says about a file that is not there what is there instead. Folders are listed once. Safe for many threads. */
final class NearestFile {
    private static final int MOST_NAMES = 20_000;
    private static final int LONGEST = 120;

    private final Map<Path, List<String>> listings = new HashMap<>();

    /** Half a sentence: whether the folder exists, and the nearest name. */
    String describe(Path missing) {
        Path folder = missing.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "its folder does not exist either; the nearest that does is " + nearestFolder(folder);
        }
        Optional<String> nearest = nearest(missing.getFileName().toString(), names(folder));
        return nearest.map(name -> "its folder exists; the nearest name there is " + name)
                .orElse("its folder exists, but nothing there has a name like it");
    }

    private static String nearestFolder(@Nullable Path folder) {
        Path at = folder;
        while (at != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at == null ? "none" : at.toString();
    }

    private synchronized List<String> names(Path folder) {
        return listings.computeIfAbsent(folder, NearestFile::list);
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.limit(MOST_NAMES)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> nearest(String wanted, List<String> names) {
        String best = null;
        int fewest = Math.max(2, wanted.length() / 3) + 1;
        for (String name : names) {
            int edits = edits(plain(wanted), plain(name), fewest);
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Letters that look alike become equal: case, and the two ways of writing accents. */
    private static String plain(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return composed.length() <= LONGEST ? composed : composed.substring(0, LONGEST);
    }

    /** Levenshtein's distance, or {@code limit} if it is not below that. */
    private static int edits(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], now[j - 1]));
                least = Math.min(least, now[j]);
            }
            if (least >= limit) {
                return limit;
            }
            int[] swap = before;
            before = now;
            now = swap;
        }
        return Math.min(limit, before[b.length()]);
    }
}
