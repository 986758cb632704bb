package maskrcnn4j.model;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What was found in one picture. */
public final class Segmentation implements Iterable<Detection> {
    private final int width;
    private final int height;
    private final List<Detection> detections;

    Segmentation(int width, int height, List<Detection> detections) {
        this.width = width;
        this.height = height;
        this.detections = List.copyOf(detections);
    }

    /** The width of the picture in pixels. */
    public int width() {
        return width;
    }

    /** The height of the picture in pixels. */
    public int height() {
        return height;
    }

    /** The detections, in the order of the model. */
    public List<Detection> detections() {
        return detections;
    }

    /** The detections that score at least {@code score}. */
    public Segmentation atLeast(double score) {
        return new Segmentation(
                width, height, stream().filter(found -> found.score() >= score).toList());
    }

    /** The detections as a stream. */
    public Stream<Detection> stream() {
        return detections.stream();
    }

    @Override
    public Iterator<Detection> iterator() {
        return detections.iterator();
    }

    @Override
    public String toString() {
        return detections.size() + " detections in " + width + " x " + height + " pixels";
    }
}
