package maskrcnn4j.dataset.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Category;

/**
 * Gives categories their places by name: those that the user chose, in that order, or all that come, in the order in
 * which they come.
 */
public final class CategoryNames {
    private final boolean open;
    private final Map<String, Integer> places = new LinkedHashMap<>();

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

    private int put(String name) {
        return places.computeIfAbsent(name, key -> places.size());
    }
}
