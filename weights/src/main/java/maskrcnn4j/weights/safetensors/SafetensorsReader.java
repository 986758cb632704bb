package maskrcnn4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.storage.FileStorage;
import maskrcnn4j.weights.storage.Opening;
import maskrcnn4j.weights.storage.Storage;
import maskrcnn4j.weights.storage.TensorView;
import maskrcnn4j.weights.storage.ViewedFile;

/**
 * Opens safetensors files: eight bytes of header length (little-endian), a JSON header, the tensors' bytes. Only the
 * header is read on opening, and everything it states is checked against the size of the file first.
 */
public final class SafetensorsReader {
    /** Size of the header length in front of the header. */
    static final int LENGTH_BYTES = 8;

    private SafetensorsReader() {}

    /**
     * Opens a file; the caller closes it.
     *
     * @throws WeightException if it is not a sound safetensors file
     * @throws IOException if it cannot be read
     */
    public static WeightFile open(Path path) throws IOException {
        return Opening.of(path, "", channel -> open(path, channel));
    }

    private static WeightFile open(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new WeightException("too short for a safetensors file: " + size + " bytes");
        }
        long headerBytes = read(channel, 0, LENGTH_BYTES).getLong();
        if (headerBytes < 2 || headerBytes > SafetensorsHeader.MAX_BYTES) {
            throw new WeightException("not a safetensors file: its first eight bytes announce a header of "
                    + Long.toUnsignedString(headerBytes) + " bytes, 2 to " + SafetensorsHeader.MAX_BYTES
                    + " are possible");
        }
        long dataStart = LENGTH_BYTES + headerBytes;
        if (dataStart > size) {
            throw new WeightException("the file is cut off: its header takes " + headerBytes + " bytes, it has " + size
                    + " in all; fetch or copy it again");
        }
        ByteBuffer header = read(channel, LENGTH_BYTES, (int) headerBytes);
        if (header.get(0) != '{') {
            throw new WeightException("not a safetensors file: its header does not start with {");
        }
        SafetensorsHeader stated = SafetensorsHeaderParser.parse(header, size - dataStart);
        Storage data = new FileStorage(channel, dataStart, size - dataStart);
        List<TensorView> tensors = new ArrayList<>();
        for (TensorInfo info : stated.tensors().values()) {
            tensors.add(TensorView.of(
                    info,
                    data,
                    stated.offsets().get(info.name()),
                    TensorView.rowMajor(info.shape()),
                    ByteOrder.LITTLE_ENDIAN));
        }
        return new ViewedFile(path.toString(), "safetensors", stated.metadata(), tensors, channel);
    }

    private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new WeightException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }
}
