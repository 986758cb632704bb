package maskrcnn4j.dataset.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.file.AtomicFile;

/** Reads and writes small text files in UTF-8. */
public final class TextFiles {
    private static final long LONGEST = 64_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFiles() {}

    /**
     * The text of a file, without a byte order mark.
     *
     * @throws DatasetException if it is missing, larger than 64 MB or not UTF-8
     */
    public static String read(Path file) throws IOException {
        try {
            long size = Files.size(file);
            if (size > LONGEST) {
                throw DatasetException.of(
                        file,
                        "",
                        "is of " + size + " bytes; at most " + LONGEST + " are read",
                        "is this the right file?");
            }
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw DatasetException.of(file, "", "is not text in UTF-8", "save it as UTF-8");
        } catch (NoSuchFileException e) {
            throw DatasetException.of(file, "", "does not exist", "");
        }
    }

    /** The lines of a file. */
    public static List<String> lines(Path file) throws IOException {
        return read(file).lines().toList();
    }

    /** The lines of a file that hold more than blanks, without the blanks around them. */
    public static List<String> names(Path file) throws IOException {
        return read(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Writes lines, each ended by a line feed, into a file that appears whole or not at all. */
    public static void write(Path file, List<String> lines) throws IOException {
        AtomicFile.write(file, out -> {
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        });
    }
}
