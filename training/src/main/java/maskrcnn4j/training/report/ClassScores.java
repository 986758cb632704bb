package maskrcnn4j.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreTable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scores of each class in the best evaluation so far, {@code class-scores.json} in the folder of a run: a run that goes on
 * could not tell them otherwise.
 *
 * @param step of the evaluation; -1 where there was none
 * @param types the scores, by what was compared
 */
record ClassScores(long step, List<OfType> types) {
    private static final String FILE = "class-scores.json";
    private static final long LARGEST_FILE = 16 << 20;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** No evaluation. */
    private static final ClassScores NONE = new ClassScores(-1, List.of());

    /** Copies the list. */
    ClassScores {
        types = List.copyOf(types);
    }

    /**
     * The scores of one type.
     *
     * @param type what was compared, {@code segm} for example
     * @param measure what the score is, {@code AP} for example
     * @param classes the scores by the classes' names, -1 where there is none
     */
    record OfType(String type, String measure, Map<String, Double> classes) {
        /** Copies the map. */
        OfType {
            Objects.requireNonNull(type);
            Objects.requireNonNull(measure);
            classes.values().forEach(Objects::requireNonNull);
            classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        }
    }

    /** Those of an evaluation: the first column of each table. */
    static ClassScores of(long step, List<Score> scores) {
        return new ClassScores(step, scores.stream().map(ClassScores::of).toList());
    }

    private static OfType of(Score score) {
        Map<String, Double> classes = new LinkedHashMap<>();
        for (ScoreTable.Row row : score.table().rows()) {
            classes.putIfAbsent(row.name(), row.values()[0]);
        }
        return new OfType(score.type().key(), score.table().columns().get(0).key(), classes);
    }

    /** Keeps them in the folder of a run. */
    void write(Path folder) throws IOException {
        if (step >= 0) {
            byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
            AtomicFile.write(folder.resolve(FILE), out -> out.write(json));
        }
    }

    /** Those that the folder of a run keeps. A file that cannot be read is as good as none: the card can do without. */
    static ClassScores read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE
                    ? MAPPER.readValue(Files.readAllBytes(file), ClassScores.class)
                    : NONE;
        } catch (IOException | JacksonException unreadable) {
            return NONE;
        }
    }
}
