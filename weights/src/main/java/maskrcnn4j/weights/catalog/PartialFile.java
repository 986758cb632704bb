package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The part of a download that is on disk: {@code NAME.part}, and beside it {@code NAME.part.tag} with the mark by which
 * the server knows this version of the file, so that parts of two versions are never joined.
 */
final class PartialFile {
    private static final int MAX_TAG_CHARACTERS = 1000;

    private final Path target;
    private final Path part;
    private final Path tag;

    PartialFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.tag = target.resolveSibling(target.getFileName() + ".part.tag");
    }

    Path path() {
        return part;
    }

    /** Bytes that are there, 0 if the part does not exist. */
    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** The server's mark of this version, if it gave one. */
    Optional<String> tag() throws IOException {
        if (!Files.exists(tag) || Files.size(tag) > MAX_TAG_CHARACTERS) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(tag).strip()).filter(text -> text.matches("[\\x20-\\x7e]+"));
    }

    /** Throws away what is there and begins anew. */
    void restart(Optional<String> newTag) throws IOException {
        delete();
        Files.createFile(part);
        if (newTag.isPresent() && newTag.get().length() <= MAX_TAG_CHARACTERS) {
            Files.writeString(tag, newTag.get());
        }
    }

    /** Opens the part to add to its end. */
    FileChannel append() throws IOException {
        return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Adds to the end.
     *
     * @throws IOException if the disk does not take it; the message names the file, which Java's own does not
     */
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(part + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Brings the part to disk and gives it its name. */
    void finish() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(tag);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }
}
