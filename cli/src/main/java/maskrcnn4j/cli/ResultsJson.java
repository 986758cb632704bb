package maskrcnn4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.mask.RleText;
import tools.jackson.core.JsonGenerator;

/** Detections on a data set as COCO's plain array of results, with the ids of the data set. */
final class ResultsJson implements AtomicFile.Body {
    private final Detections boxes;
    private final Detections masks;

    /**
     * @param boxes the detections with their boxes
     * @param masks the same detections, in the same order, with their masks as run lengths
     */
    ResultsJson(Detections boxes, Detections masks) {
        this.boxes = boxes;
        this.masks = masks;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        JsonStream.write(out, json -> {
            json.writeStartArray();
            for (int i = 0; i < boxes.count(); i++) {
                write(i, json);
            }
            json.writeEndArray();
        });
    }

    private void write(int detection, JsonGenerator json) {
        InstanceTable table = boxes.instances();
        Dataset truth = boxes.truth();
        int sample = table.sample(detection);
        json.writeStartObject();
        if (truth.textIds()) {
            json.writeStringProperty("image_id", truth.sampleIdText(sample));
        } else {
            json.writeNumberProperty("image_id", truth.sampleId(sample));
        }
        json.writeNumberProperty(
                "category_id", truth.categories().get(table.category(detection)).id());
        json.writeName("bbox");
        double[] box = {table.x(detection), table.y(detection), table.width(detection), table.height(detection)};
        json.writeArray(box, 0, box.length);
        json.writeNumberProperty("score", boxes.score(detection));
        if (masks.instances().mask(detection) instanceof InstanceMask.Runs runs) {
            json.writeName("segmentation");
            json.writeStartObject();
            json.writeName("size");
            json.writeArray(new int[] {runs.height(), runs.width()}, 0, 2);
            byte[] text = RleText.encode(runs.counts(), 0, runs.counts().length);
            json.writeStringProperty("counts", new String(text, StandardCharsets.US_ASCII));
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
