package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes records and maps as YAML files, which {@link maskrcnn4j.training.setting.SettingsFile} reads. */
public final class Yaml {
    private static final JsonMapper MAPPER = new JsonMapper();

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
}
