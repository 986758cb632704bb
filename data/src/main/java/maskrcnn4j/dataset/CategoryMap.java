package maskrcnn4j.dataset;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which category of a joined data set takes the objects of a category of one part, by name. Categories without an entry
 * keep their name.
 *
 * @param renamed new names by old names
 * @param dropped names of categories whose objects are left out
 */
public record CategoryMap(Map<String, String> renamed, Set<String> dropped) {
    /** Every category keeps its name: equal names are one category. */
    public static final CategoryMap BY_NAME = new CategoryMap(Map.of(), Set.of());

    /** Copies the collections. */
    public CategoryMap {
        renamed = Map.copyOf(renamed);
        dropped = Set.copyOf(dropped);
    }

    /** The new name of a category, or empty if its objects are left out. */
    public Optional<String> apply(String name) {
        return dropped.contains(name) ? Optional.empty() : Optional.of(renamed.getOrDefault(name, name));
    }
}
