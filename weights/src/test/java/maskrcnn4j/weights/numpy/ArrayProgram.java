package maskrcnn4j.weights.numpy;

import maskrcnn4j.weights.pickle.Program;

/** Writes NumPy arrays as pickles of a protocol hold them. */
public final class ArrayProgram {
    private final int protocol;

    /** The program; begins empty. */
    public final Program program;

    public ArrayProgram(int protocol) {
        this.protocol = protocol;
        this.program = Program.protocol(protocol);
    }

    /** An array by name, as an entry of a dictionary. */
    public ArrayProgram array(String name, String dtype, char order, boolean fortran, byte[] bytes, long... shape) {
        program.text(name);
        if (protocol == 5) {
            program.global("numpy._core.numeric", "_frombuffer")
                    .raw('(', 0x96)
                    .i64(bytes.length)
                    .append(bytes);
            dtype(dtype, order);
            program.integers(shape).text(fortran ? "F" : "C").raw('t', 'R');
            return this;
        }
        program.global("numpy.core.multiarray", "_reconstruct").raw('(').global("numpy", "ndarray");
        program.integers(0).raw('U', 1, 'b', 't', 'R', '(', 'K', 1).integers(shape);
        dtype(dtype, order);
        program.raw(fortran ? 0x88 : 0x89);
        bytes(bytes);
        program.raw('t', 'b');
        return this;
    }

    /** A number by name. */
    public ArrayProgram scalar(String name, String dtype, byte[] bytes) {
        program.text(name).global("numpy.core.multiarray", "scalar").raw('(');
        dtype(dtype, '<');
        bytes(bytes);
        program.raw('t', 'R');
        return this;
    }

    private void dtype(String dtype, char order) {
        program.global("numpy", "dtype").raw('(').text(dtype).raw('K', 0, 'K', 1, 't', 'R');
        program.raw('(', 'K', 3).text(Character.toString(order)).raw('N', 'N', 'N');
        program.integer(-1).integer(-1).raw('K', 0, 't', 'b');
    }

    /** Protocol 1 stands for Python 2, 2 for Python 3 writing protocol 2. */
    private void bytes(byte[] bytes) {
        switch (protocol) {
            case 1 -> program.raw('T').u32(bytes.length).append(bytes);
            case 2 ->
                program.global("_codecs", "encode")
                        .raw('(')
                        .text(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .text("latin1")
                        .raw('t', 'R');
            case 3 -> program.raw('B').u32(bytes.length).append(bytes);
            default -> program.raw(0x8e).i64(bytes.length).append(bytes);
        }
    }
}
