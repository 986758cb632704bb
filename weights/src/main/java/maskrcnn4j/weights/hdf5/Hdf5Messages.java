package maskrcnn4j.weights.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorType;

/** What object headers of the earliest format hold (HDF5 File Format Specification, section IV.A.2), all in version 1. */
final class Hdf5Messages {
    private static final int DATASPACE = 1;
    private static final int DATATYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LAYOUT = 8;
    private static final int ATTRIBUTE = 12;
    private static final int SYMBOL_TABLE = 17;

    private final Hdf5Bytes messages = new Hdf5Bytes();
    private int count;

    /** The object header with all messages. */
    Hdf5Bytes header() {
        return new Hdf5Bytes()
                .u8(1, 0)
                .u16(count)
                .u32(1)
                .u32(messages.length())
                .u32(0)
                .put(messages);
    }

    Hdf5Messages symbolTable(long tree, long heap) {
        return message(SYMBOL_TABLE, new Hdf5Bytes().u64(tree, heap));
    }

    /** A tensor whose values stand at an address. */
    Hdf5Messages tensor(TensorType type, Shape shape, long address, long size) {
        message(DATASPACE, dataspace(shape.toArray()));
        message(DATATYPE, real(type));
        message(FILL_VALUE, new Hdf5Bytes().u8(2, 2, 2, 0));
        return message(LAYOUT, new Hdf5Bytes().u8(3, 1).u64(size == 0 ? Hdf5Bytes.UNDEFINED : address, size));
    }

    /** A text as attribute. */
    Hdf5Messages attribute(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return attribute(name, string(Math.max(1, bytes.length)), dataspace(), new Hdf5Bytes().put(bytes));
    }

    /** A list of texts as attribute, each filled up with zeros to the longest; without texts, an empty list of float64. */
    Hdf5Messages attribute(String name, List<String> texts) {
        if (texts.isEmpty()) {
            return attribute(name, real(TensorType.F64), dataspace(0), new Hdf5Bytes());
        }
        int width = width(texts);
        Hdf5Bytes data = new Hdf5Bytes();
        for (int i = 0; i < texts.size(); i++) {
            data.put(texts.get(i).getBytes(StandardCharsets.UTF_8)).zerosTo((i + 1) * width);
        }
        return attribute(name, string(width), dataspace(texts.size()), data);
    }

    /** Bytes of the longest text. */
    static int width(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
    }

    private Hdf5Messages attribute(String name, Hdf5Bytes type, Hdf5Bytes space, Hdf5Bytes data) {
        byte[] called = name.getBytes(StandardCharsets.UTF_8);
        return message(
                ATTRIBUTE,
                new Hdf5Bytes()
                        .u8(1, 0)
                        .u16(called.length + 1)
                        .u16(type.length())
                        .u16(space.length())
                        .text(name)
                        .align()
                        .put(type)
                        .align()
                        .put(space)
                        .align()
                        .put(data));
    }

    private Hdf5Messages message(int kind, Hdf5Bytes data) {
        data.align();
        messages.u16(kind).u16(data.length()).u8(0, 0, 0, 0).put(data);
        count++;
        return this;
    }

    private static Hdf5Bytes dataspace(long... sizes) {
        return new Hdf5Bytes().u8(1, sizes.length, 0, 0).u32(0).u64(sizes);
    }

    /** Of fixed length, filled up with zeros, ASCII. */
    private static Hdf5Bytes string(int width) {
        return new Hdf5Bytes().u8(0x13, 1, 0, 0).u32(width);
    }

    /** IEEE 754, little-endian. */
    private static Hdf5Bytes real(TensorType type) {
        int bits = 8 * type.bytes();
        int exponent = type == TensorType.F16 ? 5 : type == TensorType.F32 ? 8 : 11;
        int mantissa = bits - 1 - exponent;
        return new Hdf5Bytes()
                .u8(0x11, 0x20, bits - 1, 0)
                .u32(type.bytes())
                .u16(0)
                .u16(bits)
                .u8(mantissa, exponent, 0, mantissa)
                .u32((1 << exponent - 1) - 1);
    }
}
