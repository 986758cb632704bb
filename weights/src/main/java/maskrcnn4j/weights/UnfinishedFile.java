package maskrcnn4j.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * A file being written under a temporary name beside its target, so that the target is always whole. It disappears
 * unless it is finished, also when the process is told to end.
 */
public final class UnfinishedFile implements Closeable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final Thread atExit = new Thread(this::takeAway);
    private boolean ending;

    /**
     * Begins a file; missing folders are made, a symbolic link stays a link.
     *
     * @throws IOException if the folder cannot be written to
     */
    public UnfinishedFile(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new WeightException(path + ": is a folder; give the name of a file");
        }
        target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Files.createDirectories(target.getParent());
        temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException underWay) {
            throw new WeightException(path + ": not written, because the process is ending");
        }
        try {
            channel = open();
        } catch (IOException unwritable) {
            removeHook();
            throw unwritable;
        }
    }

    private synchronized FileChannel open() throws IOException {
        requireGoingOn();
        return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** Takes the content. */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Brings the content to disk and gives the file its name.
     *
     * @throws IOException if that fails; nothing is left behind after closing
     */
    public void finish() throws IOException {
        channel.force(true);
        channel.close();
        synchronized (this) {
            requireGoingOn();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        delete();
        removeHook();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ignored) {
            // The process is ending: the hook runs, and finds nothing left to delete.
        }
    }

    private synchronized void takeAway() {
        ending = true;
        delete();
    }

    private void requireGoingOn() throws WeightException {
        if (ending) {
            throw new WeightException(target + ": not written, because the process is ending");
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException ignored) {
            // The failure that led here matters more than a temporary file.
        }
    }

    /**
     * Writes a whole tensor at the channel's position.
     *
     * @throws IOException if it cannot be read or written
     */
    public void write(TensorSource tensors, TensorInfo info) throws IOException {
        write(tensors, info, new CRC32());
    }

    /**
     * Writes a whole tensor at the channel's position.
     *
     * @param checksum is told all of its bytes
     * @throws IOException if it cannot be read or written
     */
    public void write(TensorSource tensors, TensorInfo info, Checksum checksum) throws IOException {
        long size = info.byteSize();
        // Not direct, for the reason that TensorSource.read gives.
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(size, CHUNK_BYTES));
        for (long done = 0; done < size; done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(size - done, CHUNK_BYTES));
            tensors.read(info.name(), done, chunk);
            checksum.update(chunk.flip());
            write(chunk.rewind());
        }
    }

    /**
     * Writes bytes at the channel's position.
     *
     * @throws IOException if that fails
     */
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
