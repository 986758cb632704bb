package maskrcnn4j.weights.caffe2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import maskrcnn4j.weights.WeightException;

/** Reads a NetDef message (caffe2.proto); unknown fields are passed over. */
final class Caffe2NetParser {
    /** Objects are larger in memory than in the file; their number is limited so that a small file cannot fill it. */
    private static final int MAX_OBJECTS = 1_000_000;

    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private int objects;

    private Caffe2NetParser() {}

    /**
     * Parses the message between the buffer's position and limit.
     *
     * @throws WeightException if it is not a network definition, is cut off or absurdly fragmented
     */
    static Caffe2Net parse(ByteBuffer bytes) throws WeightException {
        return new Caffe2NetParser().net(new WireReader(bytes));
    }

    private Caffe2Net net(WireReader in) throws WeightException {
        String name = "";
        List<Caffe2Operator> operators = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = text(in, "name");
                case 2 -> operators.add(operator(message(in, "operator")));
                case 7 -> inputs.add(text(in, "external input"));
                case 8 -> outputs.add(text(in, "external output"));
                default -> in.skip();
            }
        }
        return new Caffe2Net(name, operators, inputs, outputs);
    }

    private Caffe2Operator operator(WireReader in) throws WeightException {
        String type = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Caffe2Argument> arguments = new LinkedHashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(text(in, "input"));
                case 2 -> outputs.add(text(in, "output"));
                case 4 -> type = text(in, "operator type");
                case 5 -> {
                    Caffe2Argument argument = argument(message(in, "argument"));
                    if (arguments.put(argument.name(), argument) != null) {
                        throw new WeightException(
                                "damaged: an operator has the argument " + argument.name() + " twice");
                    }
                }
                default -> in.skip();
            }
        }
        return new Caffe2Operator(type, inputs, outputs, arguments);
    }

    private Caffe2Argument argument(WireReader in) throws WeightException {
        String name = "";
        OptionalDouble number = OptionalDouble.empty();
        OptionalLong integer = OptionalLong.empty();
        ByteBuffer bytes = NO_BYTES;
        Floats floats = new Floats();
        Integers integers = new Integers();
        List<String> strings = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = text(in, "argument name");
                case 2 -> {
                    in.expect(WireReader.FIXED32, "a real number");
                    number = OptionalDouble.of(in.fixed32());
                }
                case 3 -> {
                    in.expect(WireReader.VARINT, "a whole number");
                    integer = OptionalLong.of(in.varint());
                }
                case 4 -> {
                    in.expect(WireReader.LENGTH_DELIMITED, "a byte string");
                    bytes = in.block();
                }
                case 5 -> floats.add(in);
                case 6 -> integers.add(in);
                case 7 -> strings.add(text(in, "a text"));
                default -> in.skip();
            }
        }
        return new Caffe2Argument(name, number, integer, bytes, floats.toArray(), integers.toArray(), strings);
    }

    private WireReader message(WireReader in, String what) throws WeightException {
        in.expect(WireReader.LENGTH_DELIMITED, what);
        count();
        return new WireReader(in.block());
    }

    private String text(WireReader in, String what) throws WeightException {
        in.expect(WireReader.LENGTH_DELIMITED, what);
        count();
        return in.text();
    }

    private void count() throws WeightException {
        if (++objects > MAX_OBJECTS) {
            throw new WeightException(
                    "refused: the network has more than " + MAX_OBJECTS + " operators, arguments and names");
        }
    }

    /** A repeated float field: packed, or one at a time. */
    private static final class Floats {
        private float[] values = {};
        private int size;

        void add(WireReader in) throws WeightException {
            if (in.wireType() != WireReader.LENGTH_DELIMITED) {
                in.expect(WireReader.FIXED32, "a list of real numbers");
                reserve(1);
                values[size++] = in.fixed32();
                return;
            }
            ByteBuffer block = in.block();
            if (block.remaining() % Float.BYTES != 0) {
                throw new WeightException("damaged: a list of real numbers takes " + block.remaining() + " bytes");
            }
            int count = block.remaining() / Float.BYTES;
            reserve(count);
            block.asFloatBuffer().get(values, size, count);
            size += count;
        }

        private void reserve(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, size == 0 ? count : Math.max(size + count, 2 * size));
            }
        }

        float[] toArray() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    /** A repeated integer field: packed, or one at a time. */
    private static final class Integers {
        private long[] values = {};
        private int size;

        void add(WireReader in) throws WeightException {
            if (in.wireType() != WireReader.LENGTH_DELIMITED) {
                in.expect(WireReader.VARINT, "a list of whole numbers");
                reserve(1);
                values[size++] = in.varint();
                return;
            }
            ByteBuffer block = in.block();
            int count = 0;
            for (int i = 0; i < block.limit(); i++) {
                count += block.get(i) >= 0 ? 1 : 0;
            }
            reserve(count);
            WireReader packed = new WireReader(block);
            for (int i = 0; i < count; i++) {
                values[size++] = packed.varint();
            }
            if (packed.hasMore()) {
                throw new WeightException("damaged: a list of whole numbers ends in the middle of one");
            }
        }

        private void reserve(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, size == 0 ? count : Math.max(size + count, 2 * size));
            }
        }

        long[] toArray() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }
}
