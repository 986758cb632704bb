package maskrcnn4j.training.setting;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import maskrcnn4j.weights.Nearest;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes records of parsed YAML; every message names the file, the line and the key. */
final class SettingsReader {
    private static final int MOST_SHOWN = 60;

    private final String file;

    SettingsReader(String file) {
        this.file = file;
    }

    /**
     * Makes a record.
     *
     * @param usual where keys that are left out come from; without, all must be there
     * @throws IOException if a key is unknown, missing or given twice, or a value does not fit; one line
     */
    <T extends Record> T record(Node node, Class<T> type, @Nullable T usual) throws IOException {
        return type.cast(record(node, type, usual, ""));
    }

    private Object record(Node node, Class<?> type, @Nullable Object usual, String path) throws IOException {
        Map<String, NodeTuple> given = entries(node, path);
        RecordComponent[] components = type.getRecordComponents();
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Map.Entry<String, NodeTuple> entry : given.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw wrong(
                        entry.getValue().getKeyNode(),
                        path,
                        Nearest.unknown("key", entry.getKey(), known) + "; known are " + String.join(", ", known));
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            @Nullable NodeTuple entry = given.get(component.getName());
            @Nullable Object own = usual == null ? null : value(component, usual);
            if (entry != null) {
                values[i] =
                        read(entry.getValueNode(), component.getGenericType(), own, inside(path, component.getName()));
            } else if (own != null) {
                values[i] = own;
            } else {
                throw wrong(node, path, "the key " + component.getName() + " is missing");
            }
        }
        return make(type, values, node, given, path);
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " cannot be read", impossible);
        }
    }

    private Object make(Class<?> type, Object[] values, Node node, Map<String, NodeTuple> given, String path)
            throws IOException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            Throwable cause = Objects.requireNonNull(refused.getCause());
            if (cause instanceof SettingException setting && given.containsKey(setting.key())) {
                throw wrong(given.get(setting.key()).getKeyNode(), inside(path, setting.key()), setting.problem());
            }
            throw wrong(node, path, String.valueOf(cause.getMessage()));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no constructor of its components", impossible);
        }
    }

    private Object read(Node node, Type type, @Nullable Object usual, String path) throws IOException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class ? map(node, arguments[1], path) : list(node, arguments[0], path);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? record(node, plain, usual, path) : scalar(node, plain, path);
    }

    private Map<String, Object> map(Node node, Type of, String path) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, NodeTuple> entry : entries(node, path).entrySet()) {
            map.put(entry.getKey(), read(entry.getValue().getValueNode(), of, null, inside(path, entry.getKey())));
        }
        return map;
    }

    private List<Object> list(Node node, Type of, String path) throws IOException {
        if (!(node instanceof SequenceNode sequence)) {
            throw expected(node, path, "a list");
        }
        List<Object> list = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            list.add(read(element, of, null, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private Map<String, NodeTuple> entries(Node node, String path) throws IOException {
        if (!(node instanceof MappingNode mapping)) {
            throw expected(node, path, "keys with values");
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(entry.getKeyNode(), path, "a key must be a word");
            }
            if (entries.put(key.getValue(), entry) != null) {
                throw wrong(key, inside(path, key.getValue()), "is given twice");
            }
        }
        return entries;
    }

    private Object scalar(Node node, Class<?> type, String path) throws IOException {
        if (type == String.class) {
            if (node instanceof ScalarNode text) {
                return text.getTag().equals(Tag.NULL) ? "" : text.getValue();
            }
            throw expected(node, path, "a text (in quotes, if it has brackets)");
        }
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        boolean whole = node.getTag().equals(Tag.INT);
        try {
            if (type == boolean.class && node.getTag().equals(Tag.BOOL)) {
                return Boolean.valueOf(text.toLowerCase(Locale.ROOT));
            }
            if ((type == double.class || type == Double.class)
                    && (whole || node.getTag().equals(Tag.FLOAT))) {
                return Double.valueOf(text);
            }
            if ((type == int.class || type == Integer.class) && whole) {
                return Integer.valueOf(text);
            }
            if (type == long.class && whole) {
                return Long.valueOf(text);
            }
        } catch (NumberFormatException outside) {
            throw wrong(node, path, text + " is no number that can be used");
        }
        if (type.isEnum()) {
            return constant(node, type, text, path);
        }
        throw expected(
                node,
                path,
                type == boolean.class
                        ? "true or false"
                        : type == double.class || type == Double.class ? "a number" : "a whole number");
    }

    private Object constant(Node node, Class<?> type, String text, String path) throws IOException {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
            if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw wrong(
                node,
                path,
                Nearest.unknown("value", text, names) + "; known are "
                        + names.stream().collect(Collectors.joining(", ")));
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private IOException expected(Node node, String path, String what) {
        String found = node instanceof ScalarNode scalar
                ? scalar.getTag().equals(Tag.NULL) ? "nothing" : "'" + scalar.getValue() + "'"
                : node instanceof SequenceNode ? "a list" : "keys";
        String shown = found.length() > MOST_SHOWN ? found.substring(0, MOST_SHOWN) + "..." : found;
        return wrong(node, path, "expected is " + what + ", found " + shown);
    }

    private IOException wrong(Node at, String path, String problem) {
        String line =
                at.getStartMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
        return new IOException(file + line + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
    }
}
