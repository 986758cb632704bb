package maskrcnn4j.weights.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.pickle.Program;

/** Makes the files of {@code torch.save}: a program that refers to storages, and the storages. */
public final class Checkpoint {
    private final Map<String, byte[]> storages = new LinkedHashMap<>();

    /** The program; begins empty. */
    public final Program program = Program.protocol(2);

    /** Adds a storage and gives its key. */
    public String storage(byte[] content) {
        String key = Integer.toString(storages.size());
        storages.put(key, content);
        return key;
    }

    /** Adds a storage of float32 values. */
    public String floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return storage(bytes.array());
    }

    /** Begins a dictionary whose entries follow. */
    public Checkpoint dict() {
        program.raw('}', '(');
        return this;
    }

    /** An entry: name and tensor. */
    public Checkpoint tensor(
            String name, String type, String key, long count, long offset, long[] size, long[] stride) {
        program.text(name).global("torch._utils", "_rebuild_tensor_v2").raw('(');
        reference(type, key, count);
        program.integer(offset).integers(size).integers(stride).raw(0x89);
        program.global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
        return this;
    }

    /** A reference to a storage; in old files it has a sixth part. */
    public Checkpoint reference(String type, String key, long count) {
        program.raw('(')
                .text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .integer(count)
                .raw('t', 'Q');
        return this;
    }

    /** Ends the dictionary. */
    public Checkpoint endDict() {
        program.raw('u');
        return this;
    }

    /** As a zip archive that can be added to. */
    public ZipBytes zip(String root) {
        ZipBytes zip = new ZipBytes().add(root + "/data.pkl", program.end());
        storages.forEach((key, content) -> zip.add(root + "/data/" + key, content));
        return zip.add(root + "/version", "3\n");
    }

    /** As a file of the form before 1.6. */
    public byte[] legacy(int elementBytes) {
        Program all = new Program();
        all.raw(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.');
        all.raw(0x80, 2).raw('M', 0xe9, 3, '.');
        all.raw(0x80, 2).ascii("}").raw('.');
        all.append(program.end());
        List<String> keys = new ArrayList<>(storages.keySet());
        all.raw(0x80, 2, ']', '(');
        keys.forEach(all::text);
        all.raw('e', '.');
        for (String key : keys) {
            all.i64(storages.get(key).length / elementBytes).append(storages.get(key));
        }
        return all.bytes();
    }
}
