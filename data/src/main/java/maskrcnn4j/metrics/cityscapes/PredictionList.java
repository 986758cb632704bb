package maskrcnn4j.metrics.cityscapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;

/** Reads the predictions of one picture: a line for each, {@code mask-path class-id confidence}. */
final class PredictionList {
    private static final String FORM = "a line is 'mask-path class-id confidence', separated by one space";

    private PredictionList() {}

    /**
     * One prediction.
     *
     * @param mask the picture of its mask
     * @param classId its class, one of Cityscapes' ids
     * @param confidence its confidence
     */
    record Entry(Path mask, int classId, double confidence) {}

    /**
     * Reads a list. Of lines that name the same mask the last counts, as in the data set's own scripts.
     *
     * @throws DatasetException if a line is not of that form
     */
    static List<Entry> read(Path file) throws IOException {
        Map<Path, Entry> entries = new LinkedHashMap<>();
        int number = 0;
        for (String line : TextFiles.lines(file)) {
            number++;
            if (!line.isBlank()) {
                Entry entry = parse(file, "line " + number, line.strip());
                entries.put(entry.mask, entry);
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static Entry parse(Path file, String where, String line) throws DatasetException {
        String[] parts = line.split("\\s+");
        if (parts.length != 3) {
            throw DatasetException.of(file, where, "has " + parts.length + " parts instead of 3: '" + line + "'", FORM);
        }
        Path mask = PictureFiles.resolve(file, file.toAbsolutePath().getParent(), parts[0]);
        if (Path.of(parts[0]).isAbsolute()) {
            throw DatasetException.of(
                    file, where, "mask path " + parts[0] + " is absolute", "write it relative to the list");
        }
        try {
            double confidence = Double.parseDouble(parts[2]);
            if (Double.isNaN(confidence)) {
                throw DatasetException.of(file, where, "confidence is NaN", "write a number");
            }
            // The data set's own scripts take 26.0 for 26.
            return new Entry(mask, (int) Double.parseDouble(parts[1]), confidence);
        } catch (NumberFormatException e) {
            throw DatasetException.of(
                    file, where, "class id '" + parts[1] + "' or confidence '" + parts[2] + "' is no number", FORM);
        }
    }
}
