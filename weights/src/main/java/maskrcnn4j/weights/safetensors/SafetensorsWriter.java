package maskrcnn4j.weights.safetensors;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.UnfinishedFile;
import maskrcnn4j.weights.WeightException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes safetensors files. The data pass through a small buffer; the file appears under its name only when it is
 * complete and on disk.
 */
public final class SafetensorsWriter {

    /** The header is filled up with spaces to a multiple of this, so that every element lies on its own alignment. */
    private static final int ALIGNMENT = 8;

    private static final JsonFactory JSON = new JsonFactory();

    private SafetensorsWriter() {}

    /**
     * Writes all tensors of a source, the widest element types first and otherwise in the source's order.
     *
     * @param path the file to make; an existing one is replaced, whole
     * @param tensors what to write
     * @param metadata text entries for the header, may be empty
     * @throws WeightException if a name or the header's size cannot be expressed in the format
     * @throws IOException if reading the source or writing fails; nothing is left behind then
     */
    public static void write(Path path, TensorSource tensors, Map<String, String> metadata) throws IOException {
        List<TensorInfo> ordered = tensors.tensors().values().stream()
                .sorted(Comparator.comparingInt(info -> -info.type().bytes()))
                .toList();
        ByteBuffer header = header(path, ordered, metadata);
        try (UnfinishedFile file = new UnfinishedFile(path)) {
            file.write(header);
            for (TensorInfo info : ordered) {
                file.write(tensors, info);
            }
            file.finish();
        }
    }

    private static ByteBuffer header(Path path, List<TensorInfo> tensors, Map<String, String> metadata)
            throws WeightException {
        byte[] json = json(path, tensors, metadata).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > SafetensorsHeader.MAX_BYTES) {
            throw new WeightException(path + ": names and metadata take " + padded
                    + " bytes, a safetensors header holds at most " + SafetensorsHeader.MAX_BYTES);
        }
        byte[] spaced = Arrays.copyOf(json, padded);
        Arrays.fill(spaced, json.length, padded, (byte) ' ');
        return ByteBuffer.allocate(SafetensorsReader.LENGTH_BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(spaced)
                .flip();
    }

    private static String json(Path path, List<TensorInfo> tensors, Map<String, String> metadata)
            throws WeightException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long offset = 0;
            for (TensorInfo info : tensors) {
                if (info.name().equals(SafetensorsHeader.METADATA)) {
                    throw new WeightException(path + ": no tensor can be named " + SafetensorsHeader.METADATA);
                }
                json.writeObjectPropertyStart(info.name());
                json.writeStringProperty("dtype", info.type().name());
                json.writeName("shape");
                long[] shape = info.shape().toArray();
                json.writeArray(shape, 0, shape.length);
                json.writeName("data_offsets");
                json.writeArray(new long[] {offset, offset += info.byteSize()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
