package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.Storage;

/**
 * The table of contents of a zip archive whose entries are stored, not compressed: where each entry's bytes are. Everything the
 * table says is held against the file; entries may not overlap.
 */
final class ZipEntries {
    static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    static final int CENTRAL = 0x02014b50;
    static final int LOCAL = 0x04034b50;

    private static final int END_BYTES = 22;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64_BYTES = 20;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_COMMENT = 0xffff;

    /** Larger tables would need more entries than any checkpoint has tensors. */
    private static final int MAX_TABLE_BYTES = 64 << 20;

    private static final long IN_EXTRA = 0xffffffffL;
    private static final int EXTRA64 = 1;
    private static final int ENCRYPTED = 1;

    private final Storage file;

    /**
     * An entry.
     *
     * @param name its name
     * @param start the place of its first byte in the archive
     * @param size its length in bytes
     * @param crc CRC-32 of its bytes, 0 where the writer left it out
     */
    record Entry(String name, long start, long size, long crc) {}

    /** An entry as the table states it: {@code header} is the place of what stands before its bytes. */
    private record Listed(String name, long header, long size, long crc) {}

    private ZipEntries(Storage file) {
        this.file = file;
    }

    /**
     * Reads the table of contents.
     *
     * @throws WeightException if it contradicts itself or the file, or an entry is compressed or encrypted
     */
    static Map<String, Entry> of(Storage file) throws IOException {
        return new ZipEntries(file).read();
    }

    private Map<String, Entry> read() throws IOException {
        ByteBuffer end = end();
        long count = Short.toUnsignedLong(end.getShort(10));
        long tableBytes = Integer.toUnsignedLong(end.getInt(12));
        long table = Integer.toUnsignedLong(end.getInt(16));
        long endPlace = file.size() - end.capacity();
        if (endPlace >= LOCATOR64_BYTES) {
            ByteBuffer locator = bytes(endPlace - LOCATOR64_BYTES, LOCATOR64_BYTES);
            if (locator.getInt(0) == LOCATOR64) {
                ByteBuffer end64 = bytes(locator.getLong(8), END64_BYTES);
                require(end64.getInt(0) == END64, "its 64-bit end record is not where it should be");
                count = end64.getLong(32);
                tableBytes = end64.getLong(40);
                table = end64.getLong(48);
            }
        }
        require(
                table >= 0 && tableBytes >= 0 && table <= endPlace && tableBytes <= endPlace - table,
                "its table of contents lies outside of the file");
        require(tableBytes <= MAX_TABLE_BYTES, "its table of contents takes " + tableBytes + " bytes");
        require(
                count >= 0 && count <= tableBytes / CENTRAL_BYTES,
                "its table of contents cannot hold " + count + " entries");
        return entries(listed(bytes(table, (int) tableBytes), (int) count), table);
    }

    /** The end record, with the comment after it: searched from the end, as the comment may have any length. */
    private ByteBuffer end() throws IOException {
        int length = (int) Math.min(file.size(), END_BYTES + MAX_COMMENT);
        ByteBuffer tail = bytes(file.size() - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && Short.toUnsignedInt(tail.getShort(at + 20)) == length - at - END_BYTES) {
                return tail.slice(at, length - at).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new WeightException(
                "the file is cut off: the table of contents at its end is missing; fetch or copy it again");
    }

    private static List<Listed> listed(ByteBuffer table, int count) throws WeightException {
        List<Listed> listed = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            require(
                    table.limit() - at >= CENTRAL_BYTES && table.getInt(at) == CENTRAL,
                    "its table of contents breaks off");
            int nameBytes = Short.toUnsignedInt(table.getShort(at + 28));
            int extraBytes = Short.toUnsignedInt(table.getShort(at + 30));
            int commentBytes = Short.toUnsignedInt(table.getShort(at + 32));
            int next = at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
            require(next <= table.limit(), "its table of contents breaks off");
            byte[] name = new byte[nameBytes];
            table.get(at + CENTRAL_BYTES, name);
            ByteBuffer extra =
                    table.slice(at + CENTRAL_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
            listed.add(listed(new String(name, StandardCharsets.UTF_8), table.slice(at, CENTRAL_BYTES), extra));
            at = next;
        }
        return listed;
    }

    private static Listed listed(String name, ByteBuffer slice, ByteBuffer extra) throws WeightException {
        ByteBuffer record = slice.order(ByteOrder.LITTLE_ENDIAN);
        String entry = "its entry " + shown(name);
        if ((record.getShort(8) & ENCRYPTED) != 0) {
            throw new WeightException(entry + " is encrypted");
        }
        if (record.getShort(10) != 0) {
            throw new WeightException(entry + " is compressed, which PyTorch never does; it is not read");
        }
        long packed = Integer.toUnsignedLong(record.getInt(20));
        long size = Integer.toUnsignedLong(record.getInt(24));
        long header = Integer.toUnsignedLong(record.getInt(42));
        ByteBuffer wide = wide(extra);
        size = size == IN_EXTRA ? next(wide, entry) : size;
        packed = packed == IN_EXTRA ? next(wide, entry) : packed;
        header = header == IN_EXTRA ? next(wide, entry) : header;
        require(size == packed && size >= 0 && header >= 0, entry + " states sizes that contradict each other");
        return new Listed(name, header, size, Integer.toUnsignedLong(record.getInt(16)));
    }

    /** The 64-bit numbers of an entry, in place of those that 32 bits cannot hold. */
    private static ByteBuffer wide(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int kind = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (kind == EXTRA64) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long next(ByteBuffer wide, String entry) throws WeightException {
        require(wide.remaining() >= Long.BYTES, entry + " lacks its 64-bit size");
        return wide.getLong();
    }

    private Map<String, Entry> entries(List<Listed> listed, long dataEnd) throws IOException {
        List<Listed> ordered = new ArrayList<>(listed);
        ordered.sort(Comparator.comparingLong(Listed::header));
        Map<String, Entry> entries = new LinkedHashMap<>();
        long end = 0;
        for (Listed entry : ordered) {
            String what = "its entry " + shown(entry.name());
            require(entry.header() >= end, what + " overlaps the one before");
            require(entry.header() <= dataEnd - LOCAL_BYTES, what + " begins outside of the data");
            ByteBuffer local = bytes(entry.header(), LOCAL_BYTES);
            require(local.getInt(0) == LOCAL, what + " is not where the table of contents says");
            long start = entry.header()
                    + LOCAL_BYTES
                    + Short.toUnsignedInt(local.getShort(26))
                    + Short.toUnsignedInt(local.getShort(28));
            require(
                    start <= dataEnd && entry.size() <= dataEnd - start,
                    what + " states " + entry.size() + " bytes, more than the file holds");
            end = start + entry.size();
            require(
                    entries.put(entry.name(), new Entry(entry.name(), start, entry.size(), entry.crc())) == null,
                    what + " is there twice");
        }
        return Collections.unmodifiableMap(entries);
    }

    private ByteBuffer bytes(long start, int count) throws IOException {
        require(start >= 0 && start <= file.size() - count, "its end record points outside of the file");
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        file.read(start, bytes);
        return bytes.flip();
    }

    private static String shown(String name) {
        return name.length() <= 80 ? name.replaceAll("\\p{Cntrl}", "?") : "with a long name";
    }

    private static void require(boolean condition, String fault) throws WeightException {
        if (!condition) {
            throw new WeightException("damaged: " + fault);
        }
    }
}
