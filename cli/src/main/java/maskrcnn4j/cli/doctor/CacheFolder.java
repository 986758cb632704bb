package maskrcnn4j.cli.doctor;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder in which something is kept that could be made or fetched again.
 *
 * @param holds what
 * @param folder where
 * @param files how many files there are
 * @param bytes how many bytes they take
 */
public record CacheFolder(String holds, Path folder, long files, long bytes) {
    /** Counts; a folder that is not there, or whose parts cannot be read, counts as empty. */
    public static CacheFolder measure(String holds, Path folder) throws IOException {
        long[] sums = new long[2];
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        sums[0]++;
                        sums[1] += attributes.size();
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return new CacheFolder(holds, folder, sums[0], sums[1]);
    }
}
