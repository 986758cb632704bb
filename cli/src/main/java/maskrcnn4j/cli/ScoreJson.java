package maskrcnn4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.metrics.coco.ClassRow;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Scores as JSON: one object for each type, with the twelve numbers, the table of the categories and the notes. */
final class ScoreJson implements AtomicFile.Body {
    private final List<Score> scores;

    ScoreJson(List<Score> scores) {
        this.scores = scores;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (Score score : scores) {
                json.writeName(score.type().key());
                write(score, json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Score score, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("stats");
        double[] stats = score.summary().stats();
        json.writeArray(stats, 0, stats.length);
        json.writeName("perClass");
        json.writeStartArray();
        for (ClassRow row : score.classes()) {
            json.writeStartObject();
            json.writeNumberProperty("category_id", row.categoryId());
            json.writeStringProperty("name", row.name());
            json.writeNumberProperty("AP", row.ap());
            json.writeNumberProperty("AP50", row.ap50());
            json.writeNumberProperty("AR", row.ar());
            json.writeNumberProperty("images", row.images());
            json.writeNumberProperty("objects", row.objects());
            json.writeNumberProperty("detections", row.detections());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("notes");
        json.writeStartArray();
        for (String note : score.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
