package maskrcnn4j.weights.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one thread of one process at a time fetch a file. The operating system frees it when a process dies. */
final class DownloadLock implements Closeable {
    private static final int POLL_MILLIS = 100;

    private final Path path;
    private final FileChannel channel;

    private DownloadLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds the lock.
     *
     * @param target the file that is to be fetched
     * @param waits called once if somebody else holds it
     */
    static DownloadLock acquire(Path target, Runnable waits) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            boolean told = false;
            while (tryLock(channel) == null) {
                if (!told) {
                    waits.run();
                    told = true;
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new DownloadLock(path, channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another download of " + target + " was waited for");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Null while a thread of this or of another process holds it; Java tells the two apart. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Removes the lock's file. Only for when the target is complete: whoever still waits for the removed file then finds
     * the target and has nothing to do.
     */
    void removeFile() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // An empty file that stays does no harm.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
