package maskrcnn4j.dataset.stats;

/** How pictures are resized before a network sees them. */
@FunctionalInterface
public interface NetworkSize {
    /** What lengths on a picture of this size are multiplied by. */
    double scale(int width, int height);
}
