package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Specs and what belongs to them as JSON. */
final class SpecJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What a record tells about its components is none of them.
            .changeDefaultVisibility(
                    known -> known.withVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE))
            .build();

    private SpecJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(where + ": " + reason(broken), broken);
        }
    }

    static <T> T read(String json, TypeReference<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(where + ": " + reason(broken), broken);
        }
    }

    static JsonMapper mapper() {
        return MAPPER;
    }

    private static String reason(JacksonException broken) {
        return broken.getOriginalMessage().lines().findFirst().orElse("cannot be read");
    }
}
