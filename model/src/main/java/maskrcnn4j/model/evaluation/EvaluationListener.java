package maskrcnn4j.model.evaluation;

import java.io.IOException;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.model.Segmentation;

/** Is told how an evaluation goes, on the thread that called it. */
public interface EvaluationListener {
    /** Listens to nothing. */
    EvaluationListener NONE = new EvaluationListener() {};

    /** It begins, with so many pictures. */
    default void begin(int pictures) {}

    /**
     * A picture is done.
     *
     * @param found what the model found on it, the best detections only if a limit was set
     */
    default void found(Sample sample, Segmentation found) {}

    /** A picture cannot be read and is left out. */
    default void unreadable(Sample sample, IOException why) {}

    /** It ends, well or not. */
    default void end() {}
}
