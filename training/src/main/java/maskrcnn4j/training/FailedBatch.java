package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.run.RunFolder;

/** What is left behind when a loss is no number: the pictures of its batch as the network saw them. */
final class FailedBatch {
    private FailedBatch() {}

    /** Saves the batch and makes the exception that ends the run. */
    static TrainingException save(
            Path run, long step, double rate, NonFiniteLoss broken, Examples examples, Learner learner)
            throws IOException {
        Path folder = run.resolve("failed-batch");
        List<TrainingPicture> pictures = broken.batch().pictures();
        try {
            for (int i = 0; i < pictures.size(); i++) {
                Images.write(Preview.draw(pictures.get(i)), folder.resolve("picture-" + (i + 1) + ".png"));
            }
        } catch (IOException full) {
            throw RunFolder.said(run, full);
        }
        List<String> names = new ArrayList<>();
        broken.batch().samples().forEach(sample -> names.add(examples.name(sample)));
        String gradients = learner.largestGradients().stream().collect(Collectors.joining(", "));
        return new TrainingException("step " + step + ": " + broken.loss() + " is " + broken.value() + " on "
                + String.join(", ", names) + " at a learning rate of " + rate + "; largest gradients before it: "
                + gradients + "; the batch is saved in " + folder
                + "; a lower rate, a longer warm-up or optimizer.clip usually help");
    }
}
