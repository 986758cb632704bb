package maskrcnn4j.weights.hdf5;

import io.jhdf.exceptions.HdfChecksumMismatchException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;

/** Puts into words what jHDF stumbled over. */
final class Hdf5Fault {
    private static final String AGAIN = "; fetch or copy the file again";

    private Hdf5Fault() {}

    /**
     * One line about a failure.
     *
     * @param where what was being read
     */
    static String describe(Throwable failure, String where) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        Throwable first = chain.get(chain.size() - 1);
        if (first instanceof UnsupportedHdfException) {
            return where + ": " + oneLine(first) + ", which is not read";
        }
        if (first instanceof HdfChecksumMismatchException) {
            return "damaged: a checksum of " + where + " does not match" + AGAIN;
        }
        String structure = structure(chain);
        if (isOutside(first)) {
            return "cut off or damaged: " + structure + " of " + where + " reaches beyond the end of the file" + AGAIN;
        }
        return "damaged: wrong " + structure + " of " + where + " (" + oneLine(first) + ")" + AGAIN;
    }

    private static String structure(List<Throwable> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            String said = String.valueOf(chain.get(i).getMessage());
            if (said.contains("B tree") || said.contains("B-Tree")) {
                return "B-tree signature";
            }
            if (said.contains("symbol table")) {
                return "symbol table node";
            }
            if (said.contains("heap") || said.contains("Heap")) {
                return said.contains("global") || said.contains("Global") ? "global heap" : "local heap";
            }
            if (said.contains("chunk")) {
                return "a chunk";
            }
            if (said.contains("object header")) {
                return "object header";
            }
        }
        return "group structure";
    }

    private static boolean isOutside(Throwable cause) {
        return cause instanceof BufferUnderflowException
                || cause instanceof IndexOutOfBoundsException
                || cause instanceof NegativeArraySizeException
                || cause instanceof ArithmeticException
                || cause instanceof IllegalArgumentException
                        && String.valueOf(cause.getMessage()).startsWith("new");
    }

    private static String oneLine(Throwable cause) {
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = said.replaceAll("\\s+", " ")
                .replaceAll("(version).*\\bDetected version [=:] ", "$1 ")
                .replaceAll("^Unsupported ", "");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
