package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import maskrcnn4j.weights.UnfinishedFile;

/** A file that comes with this library: unpacked into the cache, it needs no network. */
final class BundledFile {
    private BundledFile() {}

    /**
     * Unpacks a file, unless it is there already and has its digest.
     *
     * @param target where to put it; missing folders are made, and it appears whole or not at all
     * @throws IOException if the disk cannot be written
     */
    static void unpack(CatalogFile file, Path target) throws IOException {
        Checksum checksum = file.checksum().orElseThrow();
        if (Files.isRegularFile(target) && checksum.of(target).equals(checksum)) {
            return;
        }
        try (InputStream in = Objects.requireNonNull(BundledFile.class.getResourceAsStream(file.name()), file.name());
                UnfinishedFile unfinished = new UnfinishedFile(target)) {
            ByteBuffer content = ByteBuffer.wrap(in.readAllBytes());
            while (content.hasRemaining()) {
                unfinished.channel().write(content);
            }
            unfinished.finish();
        }
    }
}
