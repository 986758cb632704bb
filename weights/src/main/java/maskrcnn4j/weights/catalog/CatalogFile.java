package maskrcnn4j.weights.catalog;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One file of a catalogue entry.
 *
 * @param name the file's name
 * @param address where it is published; {@code bundled:/NAME} for a file that comes with this library
 * @param size its size in bytes, where known
 * @param checksum what is known of its digest
 */
public record CatalogFile(String name, URI address, OptionalLong size, Optional<Checksum> checksum) {
    private static final String BUNDLED = "bundled";

    /** Checks that the name can be a file's name everywhere and that the address can be fetched. */
    public CatalogFile {
        CatalogEntry.checkName(name);
        boolean known = Set.of("https", "http", BUNDLED).contains(String.valueOf(address.getScheme()));
        if (!known || address.getScheme().equals(BUNDLED) && checksum.isEmpty()) {
            throw new IllegalArgumentException(
                    address + ": not an http or https address, nor one of a bundled file with a hash");
        }
    }

    /** Whether the file comes with this library and needs no network. */
    public boolean bundled() {
        return address.getScheme().equals(BUNDLED);
    }
}
