package maskrcnn4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.training.demo.Demo;

/** What came of a demonstration as JSON; each score as {@link ScoreJson} writes it. */
record DemoJson(long seed, Demo.Result result) implements AtomicFile.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        JsonStream.write(out, json -> {
            json.writeStartObject();
            json.writeNumberProperty("seed", seed);
            json.writeNumberProperty("trainSeconds", result.training().trainSeconds());
            json.writeNumberProperty("steps", result.training().steps());
            for (Score score : result.scores()) {
                json.writeName(score.type().key());
                ScoreJson.write(score, json);
            }
            json.writeStringProperty("model", result.training().model().toString());
            json.writeStringProperty("report", result.report().toString());
            json.writeEndObject();
        });
    }
}
