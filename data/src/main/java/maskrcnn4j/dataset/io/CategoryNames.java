package maskrcnn4j.dataset.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.ReadProblem;

/**
 * Gives categories their places by name: those that the user chose, in that order, or all that come, in the order in
 * which they come.
 */
public final class CategoryNames {
    private static final int SHOWN = 20;

    private final boolean open;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    /**
     * Begins with the categories that the user chose.
     *
     * @param chosen their names; empty takes every name that comes
     */
    public CategoryNames(List<String> chosen) {
        open = chosen.isEmpty();
        chosen.forEach(this::put);
    }

    /** The place of a category; -1 if the user chose others. */
    public int place(String name) {
        seen.add(name);
        Integer place = places.get(name);
        if (place != null) {
            return place;
        }
        return open ? put(name) : -1;
    }

    /** The categories so far, with ids from 1. */
    public List<Category> categories() {
        List<Category> categories = new ArrayList<>();
        places.forEach((name, place) -> categories.add(new Category(place + 1L, name)));
        return categories;
    }

    /**
     * Refuses chosen names that a list of classes does not have.
     *
     * @param file the file of the list
     */
    public static void requireKnown(Path file, List<String> chosen, List<String> known) throws DatasetException {
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw DatasetException.of(file, "", "has no class '" + name + "'", "it has " + some(known));
            }
        }
    }

    /** Warns of chosen names that came nowhere, where no list of classes could tell before. */
    public void warnOfUnseen(Path file, ReadProblem.Handler problems) throws DatasetException {
        if (open) {
            return;
        }
        for (String name : places.keySet()) {
            if (!seen.contains(name)) {
                problems.report(ReadProblem.warning(
                        file, "", "the class '" + name + "' occurs nowhere", "there are " + some(List.copyOf(seen))));
            }
        }
    }

    private static String some(List<String> names) {
        int shown = Math.min(SHOWN, names.size());
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.subList(0, shown)) + (shown < names.size() ? ", ..." : "");
    }

    private int put(String name) {
        return places.computeIfAbsent(name, key -> places.size());
    }
}
