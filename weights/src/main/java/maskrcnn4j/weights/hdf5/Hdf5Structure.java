package maskrcnn4j.weights.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Groups of the earliest HDF5 format, laid out one after the other from an address on: for each a local heap with the names
 * of its members, symbol table nodes, a B-tree of one level above them, and an object header.
 */
final class Hdf5Structure {
    /** Half of the members of a B-tree node. */
    static final int INTERNAL_K = 16;

    private static final int ENTRY_BYTES = 40;

    private final long start;
    private final int leafK;
    private final Hdf5Bytes bytes = new Hdf5Bytes();

    /** Where an object is; for groups also their tree and heap. */
    record Place(long header, long tree, long heap) {
        boolean isGroup() {
            return tree != Hdf5Bytes.UNDEFINED;
        }
    }

    /**
     * Starts a structure.
     *
     * @param start the address of its first byte
     * @param largestGroup members of the largest group
     */
    Hdf5Structure(long start, int largestGroup) {
        this.start = start;
        this.leafK = Math.max(4, (largestGroup + 4 * INTERNAL_K - 1) / (4 * INTERNAL_K));
    }

    /** Half of the members of a symbol table node. */
    int leafK() {
        return leafK;
    }

    byte[] toArray() {
        return bytes.toArray();
    }

    /** Appends the header of a tensor. */
    Place tensor(Hdf5Messages messages) {
        return new Place(append(messages.header()), Hdf5Bytes.UNDEFINED, Hdf5Bytes.UNDEFINED);
    }

    /** Appends a group. */
    Place group(Map<String, Place> members, Hdf5Messages attributes) {
        List<Entry<String, Place>> sorted = members.entrySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(
                        a.getKey().getBytes(StandardCharsets.UTF_8), b.getKey().getBytes(StandardCharsets.UTF_8)))
                .toList();
        Map<String, Integer> names = new LinkedHashMap<>();
        long heap = heap(sorted, names);
        Hdf5Bytes tree = new Hdf5Bytes();
        int nodes = 0;
        tree.u64(0);
        for (int from = 0; from < sorted.size(); from += 2 * leafK) {
            List<Entry<String, Place>> part = sorted.subList(from, Math.min(sorted.size(), from + 2 * leafK));
            tree.u64(
                    append(node(part, names)),
                    names.get(part.get(part.size() - 1).getKey()));
            nodes++;
        }
        long treeAddress = append(new Hdf5Bytes()
                .put("TREE".getBytes(StandardCharsets.US_ASCII))
                .u8(0, 0)
                .u16(nodes)
                .u64(Hdf5Bytes.UNDEFINED, Hdf5Bytes.UNDEFINED)
                .put(tree)
                .zerosTo(24 + 8 * (4 * INTERNAL_K + 1)));
        long header = append(attributes.symbolTable(treeAddress, heap).header());
        return new Place(header, treeAddress, heap);
    }

    /** An object as members of groups and the superblock name it. */
    static Hdf5Bytes entry(int name, Place place) {
        Hdf5Bytes entry = new Hdf5Bytes()
                .u64(name, place.header())
                .u32(place.isGroup() ? 1 : 0)
                .u32(0);
        return place.isGroup() ? entry.u64(place.tree(), place.heap()) : entry.u64(0, 0);
    }

    private long heap(List<Entry<String, Place>> sorted, Map<String, Integer> names) {
        Hdf5Bytes data = new Hdf5Bytes().u64(0);
        for (Entry<String, Place> member : sorted) {
            names.put(member.getKey(), data.length());
            data.text(member.getKey()).align();
        }
        long noFreeSpace = 1;
        long header = start + bytes.length();
        return append(new Hdf5Bytes()
                .put("HEAP".getBytes(StandardCharsets.US_ASCII))
                .u32(0)
                .u64(data.length(), noFreeSpace, header + 32)
                .put(data));
    }

    private Hdf5Bytes node(List<Entry<String, Place>> members, Map<String, Integer> names) {
        Hdf5Bytes node = new Hdf5Bytes()
                .put("SNOD".getBytes(StandardCharsets.US_ASCII))
                .u8(1, 0)
                .u16(members.size());
        members.forEach(member -> node.put(entry(names.get(member.getKey()), member.getValue())));
        return node.zerosTo(8 + 2 * leafK * ENTRY_BYTES);
    }

    private long append(Hdf5Bytes block) {
        long address = start + bytes.length();
        bytes.put(block).align();
        return address;
    }
}
