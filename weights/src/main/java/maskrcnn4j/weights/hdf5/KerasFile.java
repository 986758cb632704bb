package maskrcnn4j.weights.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/** An open Keras weight file. Positioned reads share no state; tensors in chunks are read whole, and the last one is kept. */
final class KerasFile implements WeightFile {
    /** Java copies heap targets through direct memory of the same size that it then keeps; this bounds it. */
    private static final int HEAP_CHUNK_BYTES = 1 << 20;

    private final String origin;
    private final FileChannel channel;
    private final Map<String, String> metadata;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, StoredValues> values;
    private final List<String> notices;
    private volatile Unpacked last = new Unpacked("", new byte[0]);

    private record Unpacked(String name, byte[] bytes) {}

    KerasFile(
            String origin,
            FileChannel channel,
            Map<String, String> metadata,
            Map<String, TensorGuard.Checked> checked,
            List<String> notices) {
        this.origin = origin;
        this.channel = channel;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.notices = List.copyOf(notices);
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        Map<String, StoredValues> stored = new LinkedHashMap<>();
        checked.forEach((name, tensor) -> {
            infos.put(name, tensor.info());
            stored.put(name, tensor.values());
        });
        this.tensors = Collections.unmodifiableMap(infos);
        this.values = stored;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String format() {
        return KerasReader.FORMAT;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        TensorInfo info = tensor(name);
        if (offset < 0 || offset > info.byteSize() - target.remaining()) {
            throw new WeightException(origin + ": tensor " + name + " has " + info.byteSize() + " bytes, asked for "
                    + target.remaining() + " from byte " + offset);
        }
        int width = info.type().bytes();
        StoredValues stored = values.get(name);
        if (stored.order() == ByteOrder.BIG_ENDIAN && (offset % width != 0 || target.remaining() % width != 0)) {
            throw new WeightException(
                    origin + ": tensor " + name + " is read in whole values of " + width + " bytes only");
        }
        int start = target.position();
        if (stored instanceof StoredValues.Contiguous contiguous) {
            fromFile(contiguous.position() + offset, target);
        } else if (stored instanceof StoredValues.Compact compact) {
            target.put(compact.bytes().slice((int) offset, target.remaining()));
        } else if (stored instanceof StoredValues.Chunked chunked) {
            target.put(unpacked(name, chunked.chunks()), (int) offset, target.remaining());
        }
        if (stored.order() == ByteOrder.BIG_ENDIAN) {
            reverse(target, start, width);
        }
    }

    private byte[] unpacked(String name, ChunkedValues chunks) throws WeightException {
        Unpacked held = last;
        if (!held.name().equals(name)) {
            try {
                held = new Unpacked(name, chunks.read());
            } catch (WeightException | RuntimeException e) {
                throw new WeightException(origin + ": " + name + ": the file changed after it was opened", e);
            }
            last = held;
        }
        return held.bytes();
    }

    private void fromFile(long position, ByteBuffer target) throws IOException {
        int limit = target.limit();
        int chunk = target.isDirect() ? Integer.MAX_VALUE : HEAP_CHUNK_BYTES;
        long at = position;
        try {
            while (target.position() < limit) {
                target.limit(target.position() + Math.min(limit - target.position(), chunk));
                int count = channel.read(target, at);
                if (count < 0) {
                    throw new WeightException(origin + ": the file became shorter while it was read");
                }
                at += count;
            }
        } finally {
            target.limit(limit);
        }
    }

    private static void reverse(ByteBuffer target, int start, int width) {
        for (int value = start; value < target.position(); value += width) {
            for (int i = 0; i < width / 2; i++) {
                byte low = target.get(value + i);
                target.put(value + i, target.get(value + width - 1 - i));
                target.put(value + width - 1 - i, low);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
