package maskrcnn4j.weights.caffe2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes protobuf messages field by field, sound or not. */
final class NetBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] of(Consumer<NetBytes> content) {
        NetBytes message = new NetBytes();
        content.accept(message);
        return message.out.toByteArray();
    }

    /** A network of the given operators. */
    static byte[] net(String name, byte[]... operators) {
        return of(net -> {
            net.text(1, name);
            for (byte[] operator : operators) {
                net.bytes(2, operator);
            }
        });
    }

    static byte[] operator(String type, String output, byte[]... arguments) {
        return of(operator -> {
            operator.text(2, output).text(3, "").text(4, type);
            for (byte[] argument : arguments) {
                operator.bytes(5, argument);
            }
        });
    }

    static byte[] integers(String name, long... values) {
        return of(argument -> {
            argument.text(1, name);
            for (long value : values) {
                argument.varint(6, value);
            }
        });
    }

    static byte[] floats(String name, float... values) {
        return of(argument -> {
            argument.text(1, name);
            for (float value : values) {
                argument.fixed32(5, value);
            }
        });
    }

    static byte[] string(String name, byte[] value) {
        return of(argument -> argument.text(1, name).bytes(4, value));
    }

    static byte[] number(String name, float value) {
        return of(argument -> argument.text(1, name).fixed32(2, value));
    }

    static byte[] integer(String name, long value) {
        return of(argument -> argument.text(1, name).varint(3, value));
    }

    NetBytes varint(int field, long value) {
        raw(field << 3);
        raw(value);
        return this;
    }

    NetBytes fixed32(int field, float value) {
        raw(field << 3 | 5);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    NetBytes bytes(int field, byte[] value) {
        raw(field << 3 | 2);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    NetBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A bare varint. */
    NetBytes raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }
}
