package maskrcnn4j.weights.hdf5;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a refusal must say in substance, from the row that describes the file. */
final class Reasons {
    private Reasons() {}

    /** A pattern that the message must hold. */
    static Pattern of(JsonNode row) {
        String says = row.path("says").stringValue();
        String pattern = switch (row.path("kind").stringValue()) {
            case "empty" -> "empty";
            case "not_hdf5" -> notHdf5(says);
            case "truncated" -> truncated(row);
            case "not_keras" -> "not Keras weights";
            case "not_mask_rcnn" -> "missing";
            case "incomplete" -> incomplete(says);
            case "shape_mismatch" -> "shape|instead of|fit";
            case "unsupported" -> unsupported(says);
            case "damaged" -> "damaged|cut off|checksum|not floating point|decompressed";
            default -> throw new AssertionError("refused though it is only " + row.path("kind"));
        };
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    private static String notHdf5(String says) {
        for (String word : new String[] {"HTML", "JSON", "LFS", "gzip", "zip", "line ends", "signature"}) {
            if (says.contains(word)) {
                return switch (word) {
                    case "HTML" -> "web page";
                    case "zip" -> "zip|PyTorch";
                    case "signature" -> "signature|packed";
                    default -> word;
                };
            }
        }
        return "not an HDF5 file|not a weight file|packed";
    }

    private static String truncated(JsonNode row) {
        if (row.has("stored_eof")) {
            return row.path("stored_eof").asString("") + " bytes.*"
                    + row.path("size").asString("");
        }
        return "beyond the end of the file|" + row.path("size").asString("") + " bytes";
    }

    private static String incomplete(String says) {
        String name = says.split("[ :]")[0];
        return Pattern.quote(name.substring(name.indexOf('/') + 1));
    }

    private static String unsupported(String says) {
        for (String word : new String[] {"external link", "int32", "version 9"}) {
            if (says.contains(word)) {
                return word;
            }
        }
        return "not floating point|not read|not known";
    }
}
