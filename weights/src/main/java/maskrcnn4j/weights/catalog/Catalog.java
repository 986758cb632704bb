package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import maskrcnn4j.weights.WeightException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of weights that can be had by name. */
public final class Catalog {
    private final List<CatalogEntry> entries;

    /** @throws IllegalArgumentException if two entries have one name */
    public Catalog(List<CatalogEntry> entries) {
        this.entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        for (CatalogEntry entry : entries) {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("two entries are named " + entry.name());
            }
        }
    }

    /** The catalogue that comes with this library: weights whose whole address is known. */
    public static Catalog standard() {
        try (InputStream in = Objects.requireNonNull(Catalog.class.getResourceAsStream("catalog.json"))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a catalogue: a JSON list of objects with {@code name}, {@code what}, {@code family}, {@code licence} and
     * {@code files}, each of which has an {@code address} and, where known, {@code size} in bytes and {@code hash}
     * ({@code sha256:...} or {@code md5:...}, whole or its beginning).
     *
     * @throws WeightException if it has another form
     * @throws IOException if it cannot be read
     */
    public static Catalog read(InputStream json) throws IOException {
        try {
            List<CatalogEntry> entries = new ArrayList<>();
            for (JsonNode node : JsonMapper.shared().readTree(json.readAllBytes())) {
                entries.add(entry(node));
            }
            return new Catalog(entries);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new WeightException("the catalogue of weights is damaged: " + e.getMessage(), e);
        }
    }

    private static CatalogEntry entry(JsonNode node) {
        List<CatalogFile> files = new ArrayList<>();
        for (JsonNode file : node.required("files")) {
            files.add(file(file));
        }
        return new CatalogEntry(
                text(node, "name"), text(node, "what"), text(node, "family"), text(node, "licence"), files);
    }

    private static CatalogFile file(JsonNode node) {
        String address = text(node, "address");
        return new CatalogFile(
                address.substring(address.lastIndexOf('/') + 1),
                URI.create(address),
                node.has("size") ? OptionalLong.of(node.required("size").longValue()) : OptionalLong.empty(),
                node.has("hash") ? Optional.of(Checksum.parse(text(node, "hash"))) : Optional.empty());
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }

    /** All entries, in the order in which they are shown. */
    public List<CatalogEntry> entries() {
        return entries;
    }

    /** The entry of that name. */
    public Optional<CatalogEntry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
