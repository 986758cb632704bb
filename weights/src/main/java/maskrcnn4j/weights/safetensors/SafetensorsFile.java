package maskrcnn4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/** An open safetensors file. Positioned reads share no state, so any number of threads may read at once. */
final class SafetensorsFile implements WeightFile {
    /** Java copies heap targets through direct memory of the same size that it then keeps; this bounds it. */
    private static final int HEAP_CHUNK_BYTES = 1 << 20;

    private final String origin;
    private final FileChannel channel;
    private final long dataStart;
    private final SafetensorsHeader header;

    SafetensorsFile(String origin, FileChannel channel, long dataStart, SafetensorsHeader header) {
        this.origin = origin;
        this.channel = channel;
        this.dataStart = dataStart;
        this.header = header;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return header.tensors();
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        TensorInfo info = tensor(name);
        if (offset < 0 || offset > info.byteSize() - target.remaining()) {
            throw new WeightException(origin + ": tensor " + name + " has " + info.byteSize() + " bytes, asked for "
                    + target.remaining() + " from byte " + offset);
        }
        long position = dataStart + header.offsets().get(name) + offset;
        int limit = target.limit();
        int chunk = target.isDirect() ? Integer.MAX_VALUE : HEAP_CHUNK_BYTES;
        try {
            while (target.position() < limit) {
                target.limit(target.position() + Math.min(limit - target.position(), chunk));
                int count = channel.read(target, position);
                if (count < 0) {
                    throw new WeightException(origin + ": the file became shorter while it was read");
                }
                position += count;
            }
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
