package maskrcnn4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import maskrcnn4j.training.TrainingConfig;
import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;
import org.jspecify.annotations.Nullable;

/** The keys of {@code config.yaml}: their meaning from the Javadoc of the records, all else from the records themselves. */
final class SettingsReference {
    private static final Path SOURCES = Path.of("../training/src/main/java");
    private static final Pattern PARAMETER =
            Pattern.compile("@param (\\w+) ((?:(?!@param|@throws).)*)", Pattern.DOTALL);

    /** What depends on the machine. */
    private static final Map<String, String> DEFAULTS =
            Map.of("training.loader.workers", "one for each core, at most 8");

    private final List<String> lines = new ArrayList<>();

    private SettingsReference() {}

    /** A table for each record, without blank lines around them. */
    static List<String> lines() {
        SettingsReference reference = new SettingsReference();
        reference.table("", TrainingConfig.class, TrainingConfig.usual(false), TrainingConfig.usual(true));
        return reference.lines;
    }

    private void table(String path, Class<?> type, @Nullable Object fresh, @Nullable Object trained) {
        lines.add("");
        lines.add("### " + (path.isEmpty() ? "config.yaml" : "`" + path + "`"));
        lines.add("");
        lines.add("| key | meaning | unit | usually | may be |");
        lines.add("|---|---|---|---|---|");
        Map<String, String> meanings = meanings(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String key = path.isEmpty() ? component.getName() : path + "." + component.getName();
            String unit = component.isAnnotationPresent(Setting.class)
                    ? component.getAnnotation(Setting.class).unit()
                    : "";
            String usual = nested(component) != null && component.getType().isRecord()
                    ? ""
                    : DEFAULTS.getOrDefault(key, usual(component, fresh, trained));
            lines.add("| "
                    + String.join(
                            " | ",
                            "`" + component.getName() + "`",
                            Objects.requireNonNull(meanings.get(component.getName()), key + " has no @param"),
                            unit,
                            usual,
                            range(component))
                    + " |");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> inside = nested(component);
            if (inside != null) {
                boolean list = component.getType() == List.class;
                String name = (path.isEmpty() ? "" : path + ".") + component.getName();
                table(
                        list ? name + "[]" : name,
                        inside,
                        list ? null : value(component, fresh),
                        list ? null : value(component, trained));
            }
        }
    }

    private static @Nullable Class<?> nested(RecordComponent component) {
        if (component.getType().isRecord()) {
            return component.getType();
        }
        Type element = element(component);
        return element instanceof Class<?> type && type.isRecord() ? type : null;
    }

    private static @Nullable Type element(RecordComponent component) {
        return component.getType() == List.class
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : null;
    }

    private static String range(RecordComponent component) {
        Type element = element(component);
        Class<?> type = element instanceof Class<?> of ? of : component.getType();
        String kind = kind(type);
        String range = Range.of(component).map(limits -> ", " + limits).orElse("");
        return (element == null ? "" : "list: ") + kind + range;
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "`" + ((Enum<?>) constant).name() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type == boolean.class) {
            return "`true`, `false`";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == int.class || type == long.class || type == Integer.class) {
            return "whole number";
        }
        return type == String.class ? "text" : type == Map.class ? "keys and texts" : "keys, below";
    }

    private static String usual(RecordComponent component, @Nullable Object fresh, @Nullable Object trained) {
        if (fresh == null) {
            return "*to be given*";
        }
        String without = shown(value(component, fresh));
        String with = shown(value(component, trained));
        return without.equals(with) ? without : without + "; with weights " + with;
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
        return text.isEmpty() || text.equals("{}") ? "" : "`" + text + "`";
    }

    private static @Nullable Object value(RecordComponent component, @Nullable Object of) {
        try {
            return of == null ? null : component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the Javadoc of a record says of its components. */
    private static Map<String, String> meanings(Class<?> type) {
        String source;
        try {
            source = Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        int record = source.indexOf("public record " + type.getSimpleName());
        String comment = source.substring(source.lastIndexOf("/**", record), source.lastIndexOf("*/", record))
                .replaceAll("\\n\\s*\\* ?", "\n");
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(comment);
        while (parameter.find()) {
            meanings.put(
                    parameter.group(1),
                    parameter
                            .group(2)
                            .strip()
                            .replaceAll("\\s+", " ")
                            .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                            .replace("|", "\\|"));
        }
        return meanings;
    }
}
