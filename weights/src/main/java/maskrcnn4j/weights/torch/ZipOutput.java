package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.UnfinishedFile;
import maskrcnn4j.weights.WeightException;

/** Writes a zip archive of stored entries whose bytes begin at multiples of 64, as PyTorch wants them for mapping into memory. */
final class ZipOutput {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int EXTRA_HEADER = 4;
    /** Tag of the field that moves the bytes to their alignment; PyTorch's own. */
    private static final short PADDING = 'F' | 'B' << 8;

    /** The version of the format that stored entries need. */
    private static final short VERSION = 10;

    private static final short UTF8_NAMES = 1 << 11;
    /** The first day that the format knows: files depend on nothing but their content. */
    private static final short DATE = 1 << 5 | 1;

    /** Beyond this the format needs its 64-bit extension. */
    private static final long MAX_BYTES = 0xffff_0000L;

    private static final int MAX_ENTRIES = 0xfffe;

    private final Path path;
    private final UnfinishedFile file;
    private final List<Written> entries = new ArrayList<>();

    private record Written(byte[] name, long header, long size, int crc) {}

    ZipOutput(Path path, UnfinishedFile file) {
        this.path = path;
        this.file = file;
    }

    void add(String name, byte[] content) throws IOException {
        long header = begin(name, content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        file.write(ByteBuffer.wrap(content));
        end(name, header, content.length, crc);
    }

    void add(String name, TensorInfo info, TensorSource tensors) throws IOException {
        long header = begin(name, info.byteSize());
        CRC32 crc = new CRC32();
        file.write(tensors, info, crc);
        end(name, header, info.byteSize(), crc);
    }

    private long begin(String name, long size) throws IOException {
        long header = file.channel().position();
        if (size > MAX_BYTES - header || entries.size() == MAX_ENTRIES) {
            throw new WeightException(
                    path + ": more than 4 GiB or 65,534 tensors are not written as .pth; write .safetensors");
        }
        int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
        int before = LOCAL_BYTES + nameBytes + EXTRA_HEADER;
        int padding = (int) Math.floorMod(-(header + before), (long) ALIGNMENT);
        ByteBuffer local = bytes(before + padding);
        local.position(LOCAL_BYTES + nameBytes);
        local.putShort(PADDING).putShort((short) padding);
        file.write(local.rewind());
        return header;
    }

    /** What stands before the bytes holds their checksum, and so is written after them. */
    private void end(String name, long header, long size, CRC32 crc) throws IOException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        Written entry = new Written(utf8, header, size, (int) crc.getValue());
        long extra = file.channel().position() - size - header - LOCAL_BYTES - utf8.length;
        ByteBuffer local = bytes(LOCAL_BYTES + utf8.length).putInt(ZipEntries.LOCAL);
        common(local, entry).putShort((short) extra).put(utf8);
        local.rewind();
        while (local.hasRemaining()) {
            file.channel().write(local, header + local.position());
        }
        entries.add(entry);
    }

    void finish() throws IOException {
        long table = file.channel().position();
        for (Written entry : entries) {
            ByteBuffer central = bytes(CENTRAL_BYTES + entry.name().length);
            central.putInt(ZipEntries.CENTRAL).putShort(VERSION);
            common(central, entry);
            central.position(CENTRAL_BYTES - Integer.BYTES);
            central.putInt((int) entry.header()).put(entry.name());
            file.write(central.rewind());
        }
        long size = file.channel().position() - table;
        ByteBuffer end = bytes(END_BYTES).putInt(ZipEntries.END);
        end.putShort(8, (short) entries.size()).putShort(10, (short) entries.size());
        end.putInt(12, (int) size).putInt(16, (int) table);
        file.write(end.rewind());
    }

    /** The fields from the version to the length of the name, which both headers have. */
    private static ByteBuffer common(ByteBuffer target, Written entry) {
        return target.putShort(VERSION)
                .putShort(UTF8_NAMES)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(entry.crc())
                .putInt((int) entry.size())
                .putInt((int) entry.size())
                .putShort((short) entry.name().length);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
