package maskrcnn4j.weights.catalog;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of a catalogue entry.
 *
 * @param name the file's name
 * @param address where it is published
 * @param size its size in bytes, where known
 * @param checksum what is known of its digest
 */
public record CatalogFile(String name, URI address, OptionalLong size, Optional<Checksum> checksum) {

    /** Checks that the name can be a file's name everywhere and that the address can be fetched. */
    public CatalogFile {
        CatalogEntry.checkName(name);
        if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
            throw new IllegalArgumentException(address + ": not an http or https address");
        }
    }
}
