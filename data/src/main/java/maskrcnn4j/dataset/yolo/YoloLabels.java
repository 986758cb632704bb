package maskrcnn4j.dataset.yolo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.TextFiles;

/**
 * One line of a label file.
 *
 * @param entry which line, for messages
 * @param category the number of its class, from 0
 * @param numbers what follows: an outline x y x y ..., or centre and size of a box, in parts of the picture's size
 */
record YoloLabels(String entry, int category, double[] numbers) {
    /** An outline may leave the picture a little; numbers above this are pixels, not parts. */
    private static final double FARTHEST = 3;

    /** Whether the line has a box in place of an outline. */
    boolean isBox() {
        return numbers.length == 4;
    }

    /** Reads a label file; lines that make no sense are reported and left out. */
    static List<YoloLabels> read(Path file, int categories, ReadProblem.Handler problems) throws IOException {
        List<YoloLabels> labels = new ArrayList<>();
        List<String> lines = TextFiles.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                try {
                    labels.add(parse(file, "line " + (i + 1), line, categories));
                } catch (DatasetException e) {
                    problems.report(ReadProblem.error(e));
                }
            }
        }
        return labels;
    }

    private static YoloLabels parse(Path file, String entry, String line, int categories) throws DatasetException {
        String[] fields = line.split("\\s+");
        double[] numbers = new double[fields.length];
        for (int i = 0; i < fields.length; i++) {
            try {
                numbers[i] = Double.parseDouble(fields[i]);
            } catch (NumberFormatException e) {
                throw DatasetException.of(file, entry, "\"" + shortened(fields[i]) + "\" is no number", "");
            }
            if (!Double.isFinite(numbers[i]) || i > 0 && Math.abs(numbers[i]) > FARTHEST) {
                throw DatasetException.of(
                        file,
                        entry,
                        "the coordinate " + shortened(fields[i]) + " is not between 0 and 1",
                        "divide x by the width and y by the height of the picture");
            }
        }
        int category = (int) numbers[0];
        if (category != numbers[0] || category < 0 || category >= categories) {
            throw DatasetException.of(
                    file,
                    entry,
                    "class " + shortened(fields[0]) + " is not known; data.yaml names " + categories
                            + " classes, from 0",
                    "");
        }
        return new YoloLabels(entry, category, java.util.Arrays.copyOfRange(numbers, 1, numbers.length));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
