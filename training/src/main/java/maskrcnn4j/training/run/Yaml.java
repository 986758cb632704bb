package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as YAML files. A name that is not known, or one that is missing, is an error. */
public final class Yaml {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final int LARGEST_FILE = 1 << 20;

    private Yaml() {}

    /** Writes a record. */
    public static void write(Path file, Object value, String comment) throws IOException {
        Object plain = MAPPER.convertValue(value, new TypeReference<java.util.LinkedHashMap<String, Object>>() {});
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .build();
        String text = "# " + comment + "\n" + new Dump(settings).dumpToString(plain);
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a record.
     *
     * @throws IOException if the file cannot be read or does not hold such a record; one line that names file and field
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": does not exist, or is no file");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + ": is larger than 1 MB, which no settings are");
        }
        try {
            Object plain = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            if (plain == null) {
                throw new IOException(file + ": is empty");
            }
            return MAPPER.convertValue(plain, type);
        } catch (YamlEngineException broken) {
            throw new IOException(file + ": is no YAML: " + firstLine(broken.getMessage()), broken);
        } catch (JacksonException broken) {
            String path = broken.getPath().stream()
                    .map(part ->
                            part.getPropertyName() == null ? "[" + part.getIndex() + "]" : "." + part.getPropertyName())
                    .collect(java.util.stream.Collectors.joining());
            throw new IOException(
                    file + ": " + (path.isEmpty() ? "" : path.substring(1) + ": ")
                            + firstLine(broken.getOriginalMessage()),
                    broken);
        }
    }

    private static String firstLine(String text) {
        return text == null ? "it cannot be read" : text.lines().findFirst().orElse("it cannot be read");
    }
}
