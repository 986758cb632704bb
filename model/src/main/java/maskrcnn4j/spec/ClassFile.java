package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.weights.WeightException;

/** Class names in a text file: one a line, in the order of the outputs after the background; ids are 1, 2, ... */
final class ClassFile {
    private static final long LARGEST = 1 << 20;

    private ClassFile() {}

    static List<ModelCategory> read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new WeightException(file + ": " + Files.size(file)
                        + " bytes are too many for class names; expected is a text file with one name a line");
            }
            List<ModelCategory> categories = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    categories.add(new ModelCategory(categories.size() + 1, line.strip()));
                }
            }
            return categories;
        } catch (NoSuchFileException missing) {
            throw new WeightException(file + ": there is no such file of class names");
        } catch (MalformedInputException binary) {
            throw new WeightException(file + ": not a text file in UTF-8; expected is one class name a line");
        }
    }
}
