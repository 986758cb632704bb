package maskrcnn4j.training.setting;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A YAML file of settings, parsed, which a record is made of. */
public final class SettingsFile {
    private static final int LARGEST_FILE = 1 << 20;

    private final String name;
    private final Node root;

    private SettingsFile(String name, Node root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Parses a file.
     *
     * @throws IOException if it cannot be read or is no YAML; one line that names it
     */
    public static SettingsFile parse(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": does not exist, or is no file");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + ": is larger than 1 MB, which no settings are");
        }
        try {
            // Not through api.lowlevel.Compose, which the library's module keeps to itself.
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            StreamReader text = new StreamReader(settings, Files.readString(file));
            Optional<Node> root = new Composer(settings, new ParserImpl(settings, text)).getSingleNode();
            return new SettingsFile(file.toString(), root.orElseThrow(() -> new IOException(file + ": is empty")));
        } catch (MarkedYamlEngineException broken) {
            String line = broken.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new IOException(file + line + ": is no YAML: " + broken.getProblem(), broken);
        } catch (YamlEngineException broken) {
            String reason = String.valueOf(broken.getMessage());
            throw new IOException(
                    file + ": is no YAML: " + reason.lines().findFirst().orElse(reason), broken);
        } catch (CharacterCodingException binary) {
            throw new IOException(file + ": is no text in UTF-8", binary);
        }
    }

    /** A text of the outermost level; empty where there is none. */
    public String text(String key) {
        if (root instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)
                        && entry.getValueNode() instanceof ScalarNode value
                        && !value.getTag().equals(Tag.NULL)) {
                    return value.getValue();
                }
            }
        }
        return "";
    }

    /**
     * Makes a record of it.
     *
     * @param usual where keys that are left out come from; null if none may be
     * @throws IOException if a key is unknown, missing or given twice, or a value does not fit; one line with file, line and
     *     key
     */
    public <T extends Record> T read(Class<T> type, @Nullable T usual) throws IOException {
        return new SettingsReader(name).record(root, type, usual);
    }
}
