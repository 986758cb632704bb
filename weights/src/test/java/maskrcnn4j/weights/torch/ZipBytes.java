package maskrcnn4j.weights.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A zip archive of stored entries, as PyTorch writes it, or with lies in its table of contents. */
public final class ZipBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Listed> table = new ArrayList<>();
    private boolean zip64;

    /** An entry of the table of contents. */
    static final class Listed {
        String name = "";
        long header;
        long size;
        long packed;
        int crc;
        int method;
        int flags = 8;
    }

    /** Adds an entry. */
    public ZipBytes add(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        Listed entry = new Listed();
        entry.name = name;
        entry.header = bytes.size();
        entry.size = content.length;
        entry.packed = content.length;
        entry.crc = (int) crc.getValue();
        table.add(entry);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer local = little(30 + utf8.length).putInt(0x04034b50);
        local.putShort(6, (short) 8).putShort(26, (short) utf8.length).put(30, utf8);
        bytes.writeBytes(local.array());
        bytes.writeBytes(content);
        return this;
    }

    public ZipBytes add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.US_ASCII));
    }

    /** The table's line for the last entry, to be falsified. */
    Listed last() {
        return table.get(table.size() - 1);
    }

    /** Writes all sizes and places as 64-bit numbers. */
    ZipBytes wide() {
        zip64 = true;
        return this;
    }

    /** The archive. */
    public byte[] end() {
        long start = bytes.size();
        for (Listed entry : table) {
            byte[] utf8 = entry.name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer central = little(46 + utf8.length + (zip64 ? 28 : 0)).putInt(0x02014b50);
            central.putShort(8, (short) entry.flags)
                    .putShort(10, (short) entry.method)
                    .putInt(16, entry.crc);
            central.putInt(20, zip64 ? -1 : (int) entry.packed).putInt(24, zip64 ? -1 : (int) entry.size);
            central.putInt(42, zip64 ? -1 : (int) entry.header).putShort(28, (short) utf8.length);
            central.put(46, utf8);
            if (zip64) {
                central.putShort(30, (short) 28).position(46 + utf8.length);
                central.putShort((short) 1).putShort((short) 24);
                central.putLong(entry.size).putLong(entry.packed).putLong(entry.header);
            }
            bytes.writeBytes(central.array());
        }
        long length = bytes.size() - start;
        if (zip64) {
            long end64 = bytes.size();
            ByteBuffer end = little(76).putInt(0x06064b50).putLong(44);
            end.putLong(24, table.size())
                    .putLong(32, table.size())
                    .putLong(40, length)
                    .putLong(48, start);
            end.putInt(56, 0x07064b50).putLong(64, end64).putInt(72, 1);
            bytes.writeBytes(end.array());
        }
        ByteBuffer end = little(22).putInt(0x06054b50);
        end.putShort(8, (short) (zip64 ? -1 : table.size())).putShort(10, (short) (zip64 ? -1 : table.size()));
        end.putInt(12, zip64 ? -1 : (int) length).putInt(16, zip64 ? -1 : (int) start);
        bytes.writeBytes(end.array());
        return bytes.toByteArray();
    }

    private static ByteBuffer little(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
