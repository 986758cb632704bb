package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measurements of a run, a line for each: {@code step,epoch,name,value}. Lines are appended; when a run goes on from a
 * checkpoint, those of later steps are taken away first.
 */
public final class MetricsCsv {
    /** What is written for a score that does not exist, as scorers do. */
    public static final double NO_SCORE = -1;

    private static final String HEADER = "step,epoch,name,value";

    private final Path file;

    /** The measurements in a file, which is made when the first comes. */
    public MetricsCsv(Path file) {
        this.file = file;
    }

    /**
     * One measurement.
     *
     * @param step steps taken
     * @param epoch how often the data set was seen
     * @param name what was measured
     * @param value the number
     */
    public record Point(long step, double epoch, String name, double value) {}

    /** A measurement's name as people may also write it, {@code segm.AP}, as it stands here: {@code segm/AP}. */
    public static String name(String said) {
        return said.contains("/") ? said : said.replaceFirst("\\.", "/");
    }

    /** Appends measurements of one step. */
    public void append(long step, double epoch, Map<String, Double> values) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (!Files.exists(file)) {
            lines.append(HEADER).append('\n');
        }
        values.forEach((name, value) -> lines.append(step)
                .append(',')
                .append("%.4f".formatted(epoch))
                .append(',')
                .append(name)
                .append(',')
                .append(value)
                .append('\n'));
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All measurements by name, in the order of their steps. A last line that was cut off is left out. */
    public Map<String, List<Point>> read() throws IOException {
        Map<String, List<Point>> points = new TreeMap<>();
        if (!Files.exists(file)) {
            return points;
        }
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            point(line)
                    .ifPresent(point -> points.computeIfAbsent(point.name, name -> new ArrayList<>())
                            .add(point));
        }
        return points;
    }

    private static Optional<Point> point(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 4 || line.equals(HEADER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Point(
                    Long.parseLong(fields[0]),
                    Double.parseDouble(fields[1]),
                    fields[2],
                    Double.parseDouble(fields[3])));
        } catch (NumberFormatException cutOff) {
            return Optional.empty();
        }
    }

    /** Takes away what was measured after a step. */
    public void forgetAfter(long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> kept = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> line.equals(HEADER)
                        || point(line).filter(point -> point.step <= step).isPresent())
                .toList();
        DurableFile.write(file, out -> out.write((String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
