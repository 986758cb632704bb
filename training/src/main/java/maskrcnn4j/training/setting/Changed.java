package maskrcnn4j.training.setting;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records with other values: settings have more components than a constructor's call can be read with. */
public final class Changed {
    private Changed() {}

    /**
     * The same record but for some components.
     *
     * @param record public, as its package is
     * @param others values by the components' names
     * @throws IllegalArgumentException if it has no such component, or a value does not fit it
     */
    public static <T extends Record> T of(T record, Map<String, ?> others) {
        @SuppressWarnings("unchecked") // the class of a T
        Class<T> type = (Class<T>) record.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Set<String> unknown = new HashSet<>(others.keySet());
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : components) {
                boolean changes = unknown.remove(component.getName());
                values.add(
                        changes
                                ? others.get(component.getName())
                                : component.getAccessor().invoke(record));
            }
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(type.getSimpleName() + " has no component " + unknown);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException refused) {
            if (refused.getCause() instanceof RuntimeException own) {
                throw own; // the record's own check
            }
            throw new IllegalStateException(type + " cannot be read or made", refused);
        }
    }
}
