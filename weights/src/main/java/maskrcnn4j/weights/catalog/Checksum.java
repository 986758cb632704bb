package maskrcnn4j.weights.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What is known of a file's digest: all of it, or its beginning where the publisher states no more than that.
 *
 * @param algorithm how the digest is computed
 * @param hex lower-case hexadecimal digits, from the beginning of the digest
 */
public record Checksum(Algorithm algorithm, String hex) {
    private static final int BUFFER_BYTES = 1 << 18;

    /** The digests that publishers of weights use. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        MD5("MD5", 32);

        private final String label;
        private final int digits;

        Algorithm(String label, int digits) {
            this.label = label;
            this.digits = digits;
        }

        /** Its usual name, which is also the one that Java knows it by. */
        public String label() {
            return label;
        }
    }

    public Checksum {
        if (!hex.matches("[0-9a-f]{4,}") || hex.length() > algorithm.digits) {
            throw new IllegalArgumentException(
                    algorithm.label + ": 4 to " + algorithm.digits + " lower-case hexadecimal digits, not " + hex);
        }
    }

    /**
     * Reads the form {@code sha256:bf2d0c1e}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Checksum parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a checksum has the form ALGORITHM:DIGITS, not " + text);
        }
        return new Checksum(
                Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
    }

    /** True if this is the whole digest. */
    public boolean isComplete() {
        return hex.length() == algorithm.digits;
    }

    /** The same number of digits of a file's actual digest. */
    public Checksum of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm.label);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm.label, e);
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()).substring(0, hex.length()));
    }

    /** For example {@code sha256:bf2d0c1e}. */
    @Override
    @JsonValue
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }
}
