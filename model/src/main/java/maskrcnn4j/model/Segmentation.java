package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Painter;
import maskrcnn4j.text.Counted;

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

    /** The detections with the highest scores, at most {@code count}, in the order they have here. */
    public Segmentation best(int count) {
        if (detections.size() <= count) {
            return this;
        }
        double least = stream()
                .mapToDouble(Detection::score)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .skip(count - 1L)
                .findFirst()
                .orElseThrow();
        long above = stream().filter(found -> found.score() > least).count();
        List<Detection> kept = new ArrayList<>();
        for (Detection found : detections) {
            if (found.score() > least || found.score() == least && above++ < count) {
                kept.add(found);
            }
        }
        return new Segmentation(width, height, kept);
    }

    /** The detections as a stream. */
    public Stream<Detection> stream() {
        return detections.stream();
    }

    /**
     * Draws masks, boxes and labels.
     *
     * @param picture what was segmented, or another of its size
     * @return a new picture
     * @throws IllegalArgumentException if the picture has another size
     */
    public Image drawOn(Image picture) {
        return drawOn(picture, new Painter());
    }

    /** Draws with a painter of one's own; see {@link #drawOn(Image)}. */
    public Image drawOn(Image picture, Painter painter) {
        if (picture.width() != width || picture.height() != height) {
            throw new IllegalArgumentException("the picture has " + picture.width() + " x " + picture.height()
                    + " pixels, the one that was segmented has " + width + " x " + height);
        }
        return painter.paint(
                picture,
                stream()
                        .map(found -> new DrawnObject(
                                found.label(), found.score(), found.box(), found.mask(), (int) found.categoryId()))
                        .toList());
    }

    @Override
    public Iterator<Detection> iterator() {
        return detections.iterator();
    }

    @Override
    public String toString() {
        return Counted.of(detections.size(), "detection") + " in " + width + " x " + height + " pixels";
    }
}
