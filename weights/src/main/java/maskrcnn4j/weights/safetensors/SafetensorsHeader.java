package maskrcnn4j.weights.safetensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;

/**
 * The header of a safetensors file, checked: the tensors cover the data part without gap, overlap or excess.
 *
 * @param tensors all tensors in the order of their data
 * @param offsets the first byte of each tensor, counted from the start of the data part
 * @param metadata the text entries under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Map<String, Long> offsets, Map<String, String> metadata) {

    /** Longest header that is read; the reference implementation draws the same line. */
    static final int MAX_BYTES = 100_000_000;

    /** The name under which the header keeps text entries instead of a tensor. */
    static final String METADATA = "__metadata__";

    /** One tensor as the header states it: its data are the bytes from {@code begin} to before {@code end}. */
    record Entry(TensorInfo info, long begin, long end) {}

    /**
     * Checks what a header states against the size of the data part.
     *
     * @param dataBytes bytes that follow the header in the file
     * @throws WeightException if they contradict each other
     */
    static SafetensorsHeader of(List<Entry> entries, Map<String, String> metadata, long dataBytes)
            throws WeightException {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Map<String, Long> offsets = new LinkedHashMap<>();
        long end = 0;
        for (Entry entry : ordered) {
            checkExtent(entry, end);
            end = entry.end();
            tensors.put(entry.info().name(), entry.info());
            offsets.put(entry.info().name(), entry.begin());
        }
        if (end > dataBytes) {
            throw new WeightException("the file is cut off: its header announces " + end + " bytes of data, it holds "
                    + dataBytes + "; fetch or copy it again");
        }
        if (end < dataBytes) {
            throw new WeightException(
                    "damaged: " + (dataBytes - end) + " bytes follow the last tensor that the header names");
        }
        return new SafetensorsHeader(
                Collections.unmodifiableMap(tensors),
                Collections.unmodifiableMap(offsets),
                Collections.unmodifiableMap(metadata));
    }

    private static void checkExtent(Entry entry, long previousEnd) throws WeightException {
        TensorInfo info = entry.info();
        String extent = "tensor " + info.name() + ": data_offsets [" + entry.begin() + ", " + entry.end() + "] ";
        if (entry.begin() < 0 || entry.end() < entry.begin()) {
            throw new WeightException("damaged: " + extent + "are not a range");
        }
        if (entry.end() - entry.begin() != info.byteSize()) {
            throw new WeightException("damaged: " + extent + "span " + (entry.end() - entry.begin()) + " bytes, "
                    + info.type() + " " + info.shape() + " takes " + info.byteSize());
        }
        if (entry.begin() != previousEnd) {
            throw new WeightException(
                    "damaged: " + extent + (entry.begin() < previousEnd ? "overlap" : "leave a gap after")
                            + " the tensor before, which ends at " + previousEnd);
        }
    }
}
