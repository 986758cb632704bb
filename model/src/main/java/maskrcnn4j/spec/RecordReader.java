package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import maskrcnn4j.weights.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of parsed JSON: strictly, with the path in every message. Jackson's own binding would do it too, but it takes
 * 0.4 s to wake up, as long as all weights of a model take to be read; this takes 0.05 s.
 */
final class RecordReader {
    private RecordReader() {}

    /**
     * Makes an object.
     *
     * @param value maps, lists, texts, {@link Long}, {@link Double}, {@link Boolean} or null
     * @param type a record, an interface that {@link JsonSubTypes} names records for, an enum, a list, an optional, a map of
     *     texts, or a simple type
     * @param path where it stands, for messages
     * @throws IllegalArgumentException if the value does not fit; the message says where and what would
     */
    static Object read(@Nullable Object value, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            return generic(value, generic, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(object(value, path), plain, path, Set.of());
        }
        if (plain.isInterface()) {
            return variant(object(value, path), plain, path);
        }
        if (plain.isEnum()) {
            return constant(value, plain, path);
        }
        return simple(value, plain, path);
    }

    private static Object generic(@Nullable Object value, ParameterizedType type, String path) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.of(read(value, arguments[0], path));
        }
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            object(value, path).forEach((key, entry) -> map.put(key, read(entry, arguments[1], path + "." + key)));
            return map;
        }
        if (!(value instanceof List<?> items)) {
            throw wrong(path, "a list", value);
        }
        List<Object> list = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            list.add(read(items.get(i), arguments[0], path + "[" + i + "]"));
        }
        return list;
    }

    private static Object record(Map<String, @Nullable Object> value, Class<?> type, String path, Set<String> besides) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        Set<String> unknown = new TreeSet<>(value.keySet());
        unknown.removeAll(besides);
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            unknown.remove(name);
            types[i] = components[i].getType();
            if (!value.containsKey(name) && types[i] != Optional.class) {
                throw new IllegalArgumentException(inside(path, name) + " is missing");
            }
            arguments[i] = read(value.get(name), components[i].getGenericType(), inside(path, name));
        }
        if (!unknown.isEmpty()) {
            String first = unknown.iterator().next();
            List<String> known =
                    Arrays.stream(components).map(RecordComponent::getName).toList();
            throw new IllegalArgumentException(inside(path, first) + ": " + Nearest.unknown("field", first, known));
        }
        return make(type, types, arguments, path);
    }

    private static Object make(Class<?> type, Class<?>[] types, Object[] arguments, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            String reason = Objects.requireNonNull(refused.getCause()).getMessage();
            throw new IllegalArgumentException(path.isEmpty() ? reason : path + ": " + reason, refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no constructor of its components", impossible);
        }
    }

    private static Object variant(Map<String, @Nullable Object> value, Class<?> type, String path) {
        String key =
                Objects.requireNonNull(type.getAnnotation(JsonTypeInfo.class)).property();
        JsonSubTypes.Type[] variants =
                Objects.requireNonNull(type.getAnnotation(JsonSubTypes.class)).value();
        for (JsonSubTypes.Type variant : variants) {
            if (variant.name().equals(value.get(key))) {
                return record(value, variant.value(), path, Set.of(key));
            }
        }
        throw wrong(
                inside(path, key),
                "one of " + Arrays.stream(variants).map(JsonSubTypes.Type::name).collect(Collectors.joining(", ")),
                value.get(key));
    }

    private static Object constant(@Nullable Object value, Class<?> type, String path) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(value)) {
                return constant;
            }
        }
        throw wrong(
                path,
                "one of " + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", ")),
                value);
    }

    private static Object simple(@Nullable Object value, Class<?> type, String path) {
        if (type == String.class && value instanceof String || type == boolean.class && value instanceof Boolean) {
            return value;
        }
        if ((type == double.class || type == Double.class) && value instanceof Number number) {
            return number.doubleValue();
        }
        if ((type == long.class || type == Long.class) && value instanceof Long) {
            return value;
        }
        if ((type == int.class || type == Integer.class)
                && value instanceof Long number
                && number == number.intValue()) {
            return number.intValue();
        }
        throw wrong(
                path,
                type == String.class
                        ? "a text"
                        : type == boolean.class ? "true or false" : "a number of type " + type.getSimpleName(),
                value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw wrong(path, "an object", value);
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static IllegalArgumentException wrong(String path, String expected, @Nullable Object found) {
        String shown = String.valueOf(found);
        return new IllegalArgumentException((path.isEmpty() ? "" : path + ": ") + "expected is " + expected + ", found "
                + (shown.length() > 60 ? shown.substring(0, 60) + "..." : shown));
    }
}
