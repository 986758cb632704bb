package maskrcnn4j.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a long list of tensor names short: names that start alike become {@code backbone.stage1.* (12)}. */
public final class NameGroups {
    private static final String SEPARATORS = "./_";

    private NameGroups() {}

    /**
     * Shortens a list of names.
     *
     * @param names distinct names whose parts are separated by points, slashes or underscores
     * @param limit how many entries the result has at most, at least 1
     * @return the names, in their order, or groups of them with their number; if even the groups are too many, the last
     *     entry says how many names are left out
     */
    public static List<String> of(List<String> names, int limit) {
        if (names.size() <= limit) {
            return names;
        }
        List<Group> groups = new ArrayList<>(new Group("", names).split());
        Optional<Group> widest = widest(groups);
        while (widest.isPresent()) {
            List<Group> parts = widest.get().split();
            if (parts.size() == 1 || groups.size() - 1 + parts.size() > limit) {
                break;
            }
            int at = groups.indexOf(widest.get());
            groups.remove(at);
            groups.addAll(at, parts);
            widest = widest(groups);
        }
        return limited(groups, limit);
    }

    private static List<String> limited(List<Group> groups, int limit) {
        int shown = groups.size() <= limit ? limit : limit - 1;
        List<String> texts = new ArrayList<>();
        groups.stream().limit(shown).map(Group::text).forEach(texts::add);
        int left = groups.stream()
                .skip(shown)
                .mapToInt(group -> group.names().size())
                .sum();
        if (left > 0) {
            texts.add(left + " more");
        }
        return texts;
    }

    private static Optional<Group> widest(List<Group> groups) {
        return groups.stream()
                .filter(group -> group.names().size() > 1)
                .max(Comparator.comparingInt(group -> group.names().size()));
    }

    /** Names that share a prefix, which ends with a separator. */
    private record Group(String prefix, List<String> names) {

        /** The parts that differ after the prefix; where only one part follows, it goes on to where they differ. */
        List<Group> split() {
            String shared = prefix;
            while (true) {
                Map<String, List<String>> parts = parts(shared);
                String first = parts.keySet().iterator().next();
                if (parts.size() > 1 || first.equals(shared)) {
                    return parts.entrySet().stream()
                            .map(part -> new Group(part.getKey(), part.getValue()))
                            .toList();
                }
                shared = first;
            }
        }

        private Map<String, List<String>> parts(String shared) {
            Map<String, List<String>> parts = new LinkedHashMap<>();
            for (String name : names) {
                parts.computeIfAbsent(next(name, shared.length()), start -> new ArrayList<>())
                        .add(name);
            }
            return parts;
        }

        private static String next(String name, int from) {
            for (int i = from; i < name.length(); i++) {
                if (SEPARATORS.indexOf(name.charAt(i)) >= 0) {
                    return name.substring(0, i + 1);
                }
            }
            return name;
        }

        String text() {
            return names.size() == 1 ? names.get(0) : prefix + "* (" + names.size() + ")";
        }
    }
}
