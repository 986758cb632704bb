package maskrcnn4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocol;
import maskrcnn4j.metrics.score.ScoreTable;
import tools.jackson.core.JsonGenerator;

/** Scores as JSON: one object for each type, with the twelve numbers, the table of the categories and the notes. */
final class ScoreJson implements AtomicFile.Body {
    private final List<Score> scores;
    private final Map<String, Double> losses;

    ScoreJson(List<Score> scores) {
        this(scores, Map.of());
    }

    /**
     * @param losses the losses of a model on the same pictures, by name; none are left out of the document
     */
    ScoreJson(List<Score> scores, Map<String, Double> losses) {
        this.scores = scores;
        this.losses = losses;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        JsonStream.write(out, json -> {
            json.writeStartObject();
            for (Score score : scores) {
                json.writeName(score.type().key());
                write(score, json);
            }
            if (!losses.isEmpty()) {
                json.writeName("losses");
                json.writeStartObject();
                losses.forEach(json::writeNumberProperty);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    static void write(Score score, JsonGenerator json) {
        json.writeStartObject();
        if (score.protocol() != ScoreProtocol.COCO) {
            json.writeStringProperty("protocol", score.protocol().key());
            json.writeName("statNames");
            json.writeStartArray();
            for (String name : score.names()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        json.writeName("stats");
        json.writeArray(score.stats(), 0, score.stats().length);
        json.writeName("perClass");
        json.writeStartArray();
        for (ScoreTable.Row row : score.table().rows()) {
            json.writeStartObject();
            json.writeNumberProperty("category_id", row.id());
            json.writeStringProperty("name", row.name());
            for (int c = 0; c < row.values().length; c++) {
                ScoreTable.Column column = score.table().columns().get(c);
                if (column.count()) {
                    json.writeNumberProperty(column.key(), (long) row.values()[c]);
                } else {
                    json.writeNumberProperty(column.key(), row.values()[c]);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (score.comparison().isPresent()) {
            json.writeName("comparison");
            ComparisonOutput.write(score.comparison().get(), json);
        }
        json.writeName("notes");
        json.writeStartArray();
        for (String note : score.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
