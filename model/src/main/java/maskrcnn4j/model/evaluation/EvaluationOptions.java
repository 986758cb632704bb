package maskrcnn4j.model.evaluation;

import java.util.Map;
import java.util.OptionalInt;
import maskrcnn4j.image.ReadOptions;

/**
 * How a model is run over a data set.
 *
 * @param batch how many pictures run at once. One is what published numbers were made with: pictures of different sizes
 *     in one batch get borders, which move results in the last digits
 * @param limit the first so many pictures only; empty for all
 * @param detections the best so many detections of a picture; empty for all that the model gives
 * @param renamed the model's name of a class by the data set's, where they differ
 * @param sharedClasses whether classes that the model does not know are left out of the data set; otherwise they are a
 *     failure
 * @param skipUnreadable whether pictures that cannot be read are left out; otherwise they are a failure
 * @param pictures how pictures are read
 */
public record EvaluationOptions(
        int batch,
        OptionalInt limit,
        OptionalInt detections,
        Map<String, String> renamed,
        boolean sharedClasses,
        boolean skipUnreadable,
        ReadOptions pictures) {
    /** Everything, one picture at a time, without forgiveness. */
    public static final EvaluationOptions DEFAULT = new EvaluationOptions(
            1, OptionalInt.empty(), OptionalInt.empty(), Map.of(), false, false, ReadOptions.DEFAULT);

    /** Checks the numbers. */
    public EvaluationOptions {
        renamed = Map.copyOf(renamed);
        require("batch", batch);
        limit.ifPresent(count -> require("limit", count));
        detections.ifPresent(count -> require("detections", count));
    }

    private static void require(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " is " + count + ": it must be at least 1");
        }
    }

    /** These, with so many pictures at once. */
    public EvaluationOptions withBatch(int size) {
        return new EvaluationOptions(size, limit, detections, renamed, sharedClasses, skipUnreadable, pictures);
    }

    /** These, for the first pictures only. */
    public EvaluationOptions withLimit(int count) {
        return new EvaluationOptions(
                batch, OptionalInt.of(count), detections, renamed, sharedClasses, skipUnreadable, pictures);
    }

    /** These, for the best detections of a picture only. */
    public EvaluationOptions withDetections(int count) {
        return new EvaluationOptions(
                batch, limit, OptionalInt.of(count), renamed, sharedClasses, skipUnreadable, pictures);
    }

    /** These, with the model's names of classes that the data set calls otherwise. */
    public EvaluationOptions withRenamed(Map<String, String> names) {
        return new EvaluationOptions(batch, limit, detections, names, sharedClasses, skipUnreadable, pictures);
    }

    /** These, with classes that the model does not know left out. */
    public EvaluationOptions withSharedClasses(boolean shared) {
        return new EvaluationOptions(batch, limit, detections, renamed, shared, skipUnreadable, pictures);
    }

    /** These, with pictures that cannot be read left out. */
    public EvaluationOptions withSkipUnreadable(boolean skip) {
        return new EvaluationOptions(batch, limit, detections, renamed, sharedClasses, skip, pictures);
    }

    /** These, with pictures read in this way. */
    public EvaluationOptions withPictures(ReadOptions options) {
        return new EvaluationOptions(batch, limit, detections, renamed, sharedClasses, skipUnreadable, options);
    }
}
