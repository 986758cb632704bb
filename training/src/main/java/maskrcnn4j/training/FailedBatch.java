package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.run.RunFolder;

/** What is left behind when a loss or a gradient is no number: the pictures that led to it, as the network saw them. */
final class FailedBatch {
    private FailedBatch() {}

    /** Saves the batch and makes the exception that ends the run. */
    static TrainingException save(
            Path run, long step, double rate, NonFiniteNumber broken, Examples examples, Learner learner)
            throws IOException {
        Path folder = run.resolve("failed-batch");
        List<TrainingPicture> pictures = broken.batches().stream()
                .flatMap(batch -> batch.pictures().stream())
                .toList();
        try {
            for (int i = 0; i < pictures.size(); i++) {
                Images.write(Preview.draw(pictures.get(i)), folder.resolve("picture-" + (i + 1) + ".png"));
            }
        } catch (IOException full) {
            throw RunFolder.said(run, full);
        }
        List<String> names = new ArrayList<>();
        broken.batches().forEach(batch -> batch.samples().forEach(sample -> names.add(examples.name(sample))));
        List<String> gradients = learner.largestGradients();
        return new TrainingException("step " + step + ": " + broken.getMessage() + " on " + String.join(", ", names)
                + " at a learning rate of " + rate + "; "
                + (gradients.isEmpty()
                        ? "no step was taken before it"
                        : "largest gradients of the step before it: " + String.join(", ", gradients))
                + "; the batch is saved in " + folder
                + "; a lower rate, a longer warm-up or optimizer.clip usually help");
    }
}
