package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes records and maps as YAML files, which {@link maskrcnn4j.training.setting.SettingsFile} reads. */
public final class Yaml {
    private static final int LARGEST_FILE = 1 << 20;
    private static final JsonMapper MAPPER = new JsonMapper();

    private Yaml() {}

    /** Writes a record. */
    public static void write(Path file, Object value, String comment) throws IOException {
        Object plain = MAPPER.convertValue(value, new TypeReference<LinkedHashMap<String, Object>>() {});
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .build();
        String text = "# " + comment + "\n" + new Dump(settings).dumpToString(plain);
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads what a file holds, whatever it is called: for showing it.
     *
     * @throws IOException if it cannot be read or holds no keys with values; one line that names it
     */
    public static Map<?, ?> readPlain(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + ": is larger than 1 MB, which no settings are");
        }
        try {
            Object plain = new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            if (plain instanceof Map<?, ?> map) {
                return map;
            }
            throw new IOException(file + ": holds no keys with values");
        } catch (YamlEngineException broken) {
            throw new IOException(
                    file + ": is no YAML: "
                            + String.valueOf(broken.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    broken);
        }
    }
}
