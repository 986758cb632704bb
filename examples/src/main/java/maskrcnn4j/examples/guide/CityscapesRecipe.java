package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.training.TrainingConfig;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingPlan;
import maskrcnn4j.training.TrainingResult;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.run.RunFolder;

/** Cityscapes from Matterport's weights of COCO: heads first, then everything. */
public final class CityscapesRecipe {
    private CityscapesRecipe() {}

    /** Trains on the folder {@code cityscapes}, beginning from {@code mask_rcnn_coco.h5}. */
    public static void main(String[] args) throws IOException {
        TrainingConfig config = TrainingConfig.usual(true)
                .withData("cityscapes", "train")
                .withValidation("cityscapes", "val")
                .withTraining(TrainingSettings.matterport());
        try (TrainingPlan plan =
                        TrainingPlan.of(config, Optional.of(Path.of("mask_rcnn_coco.h5")), ReadProblem.Handler.STRICT);
                RunFolder run = new RunFolder(Path.of("run"))) {
            plan.lines().forEach(System.out::println);
            TrainingResult result = plan.train(run, TrainingListener.NONE);
            System.out.println(result.model() + " " + result.values());
        }
    }
}
