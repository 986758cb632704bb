package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.own.OwnDataset;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.SourceWeights;
import maskrcnn4j.spec.StartingWeights;
import maskrcnn4j.training.Trainer;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.weights.TensorSource;

/** Training on a data set of one's own. */
public final class TrainOnCells {
    private TrainOnCells() {}

    /** Trains on the folder {@code cells}, beginning from {@code weights.safetensors}. */
    public static void main(String[] args) throws IOException {
        OwnDataset cells = OwnDataset.of(new Cells(Path.of("cells")));
        Examples examples = Examples.of(cells.dataset(), cells::picture);
        List<ModelCategory> classes = List.of(new ModelCategory(1, "nucleus"));
        try (SourceWeights source = SourceWeights.open(Path.of("weights.safetensors"), ModelOptions.NONE);
                RunFolder run = new RunFolder(Path.of("run"))) {
            ModelSpec spec = source.checkpoint().orElseThrow().spec();
            TensorSource fresh = InitialWeights.random(spec, classes.size() + 1, 1);
            StartingWeights begin = StartingWeights.of(source, spec, classes, StartingWeights.Options.DEFAULT, fresh);
            Checkpoint model = new Checkpoint(spec, classes, Map.of("source", source.origin()));
            Trainer trainer = new Trainer(model, begin.tensors(), examples, TrainingSettings.usual(true), run);
            System.out.println(trainer.train(TrainingListener.NONE).model());
        }
    }
}
