package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Specs and what belongs to them as JSON. */
final class SpecJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Made when something is written or changed: reading does without, and is quicker for it. */
    private static final class Binding {
        static final JsonMapper MAPPER = JsonMapper.builder()
                // What a record tells about its components is none of them.
                .changeDefaultVisibility(
                        known -> known.withVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE))
                .build();
    }

    private SpecJson() {}

    static String write(Object value) {
        return Binding.MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type, String where) {
        return type.cast(read(json, (Type) type, where));
    }

    @SuppressWarnings("unchecked")
    static <T> T read(String json, TypeReference<T> type, String where) {
        return (T) read(json, type.getType(), where);
    }

    private static Object read(String json, Type type, String where) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Object tree = tree(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("the JSON goes on after its end");
            }
            return RecordReader.read(tree, type, "");
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(where + ": " + reason(broken), broken);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    private static @Nullable Object tree(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("there is no JSON");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                    parser.nextToken();
                    object.put(key, tree(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(tree(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    static JsonMapper mapper() {
        return Binding.MAPPER;
    }

    private static String reason(JacksonException broken) {
        return broken.getOriginalMessage().lines().findFirst().orElse("cannot be read");
    }
}
