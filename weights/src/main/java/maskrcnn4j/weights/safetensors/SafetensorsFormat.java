package maskrcnn4j.weights.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFormat;

/** Recognises safetensors by a possible header length followed by the start of a JSON object. */
public final class SafetensorsFormat implements WeightFormat {

    @Override
    public boolean recognises(FileHead head) {
        long headerBytes = head.firstLong();
        return headerBytes > 0
                && headerBytes <= SafetensorsHeader.MAX_BYTES
                && head.has(SafetensorsReader.LENGTH_BYTES, '{');
    }

    @Override
    public WeightFile open(Path path) throws IOException {
        return SafetensorsReader.open(path);
    }
}
