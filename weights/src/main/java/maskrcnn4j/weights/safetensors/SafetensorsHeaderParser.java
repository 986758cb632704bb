package maskrcnn4j.weights.safetensors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of a safetensors header token by token and accepts nothing that the format does not have. */
final class SafetensorsHeaderParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(SafetensorsHeader.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser json;

    private SafetensorsHeaderParser(JsonParser json) {
        this.json = json;
    }

    /**
     * Parses and checks a header.
     *
     * @param bytes the header without its length
     * @param dataBytes bytes that follow it in the file
     * @throws WeightException if it is not a correct header for that much data
     */
    static SafetensorsHeader parse(ByteBuffer bytes, long dataBytes) throws WeightException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WeightException("damaged: the header is not UTF-8 text", e);
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new SafetensorsHeaderParser(json).header(dataBytes);
        } catch (JacksonException e) {
            throw new WeightException(
                    "damaged: the header is not JSON at character "
                            + e.getLocation().getCharOffset() + ": " + firstLine(e.getOriginalMessage()),
                    e);
        }
    }

    private SafetensorsHeader header(long dataBytes) throws WeightException {
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        require(json.nextToken() == JsonToken.START_OBJECT, "the header is not a JSON object");
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            require(seen.add(name), "the header names " + name + " twice");
            json.nextToken();
            if (name.equals(SafetensorsHeader.METADATA)) {
                metadata.putAll(metadata());
            } else {
                entries.add(entry(name));
            }
        }
        require(json.nextToken() == null, "the header goes on after its JSON object");
        return SafetensorsHeader.of(entries, metadata, dataBytes);
    }

    private Map<String, String> metadata() throws WeightException {
        String rule = SafetensorsHeader.METADATA + " must map text to text";
        Map<String, String> metadata = new LinkedHashMap<>();
        require(json.currentToken() == JsonToken.START_OBJECT, rule);
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            require(json.nextToken() == JsonToken.VALUE_STRING, rule + ": " + key);
            require(metadata.put(key, json.getString()) == null, SafetensorsHeader.METADATA + " has " + key + " twice");
        }
        return metadata;
    }

    private SafetensorsHeader.Entry entry(String name) throws WeightException {
        String tensor = "tensor " + name + ": ";
        @Nullable String type = null;
        long @Nullable [] shape = null;
        long @Nullable [] extent = null;
        require(json.currentToken() == JsonToken.START_OBJECT, tensor + "its entry is not a JSON object");
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    require(
                            type == null && json.currentToken() == JsonToken.VALUE_STRING,
                            tensor + "dtype must be one text");
                    type = json.getString();
                }
                case "shape" -> {
                    require(shape == null, tensor + "shape is given twice");
                    shape = longs(tensor + "shape", Shape.MAX_RANK);
                }
                case "data_offsets" -> {
                    require(extent == null, tensor + "data_offsets is given twice");
                    extent = longs(tensor + "data_offsets", 2);
                }
                default -> throw damaged(tensor + "unknown field " + key);
            }
        }
        if (type == null || shape == null || extent == null || extent.length != 2) {
            throw damaged(tensor + "needs dtype, shape and two data_offsets");
        }
        return new SafetensorsHeader.Entry(info(name, type, shape), extent[0], extent[1]);
    }

    private static TensorInfo info(String name, String type, long[] shape) throws WeightException {
        Optional<TensorType> known = TensorType.named(type);
        if (known.isEmpty()) {
            throw new WeightException("tensor " + name + " has the element type " + type + ", which is not supported");
        }
        try {
            return new TensorInfo(name, known.get(), Shape.of(shape));
        } catch (IllegalArgumentException e) {
            throw new WeightException("damaged: tensor " + name + ": " + e.getMessage(), e);
        }
    }

    private long[] longs(String what, int limit) throws WeightException {
        long[] values = new long[limit];
        int count = 0;
        require(json.currentToken() == JsonToken.START_ARRAY, what + " is not a list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(
                    json.currentToken() == JsonToken.VALUE_NUMBER_INT,
                    what + " holds something else than whole numbers");
            require(count < limit, what + " has more than " + limit + " entries");
            values[count++] = json.getLongValue();
        }
        return Arrays.copyOf(values, count);
    }

    private static void require(boolean condition, String fault) throws WeightException {
        if (!condition) {
            throw damaged(fault);
        }
    }

    private static WeightException damaged(String fault) {
        return new WeightException("damaged: " + fault);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
