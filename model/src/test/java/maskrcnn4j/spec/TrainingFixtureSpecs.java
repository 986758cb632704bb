package maskrcnn4j.spec;

import maskrcnn4j.testing.formula.Detectron2Settings;
import maskrcnn4j.testing.formula.TorchvisionSettings;
import tools.jackson.databind.JsonNode;

/** The training of a model that a file of fixtures is about: its family's with the file's own numbers. */
public final class TrainingFixtureSpecs {
    private TrainingFixtureSpecs() {}

    /**
     * The model with the file's training.
     *
     * @param spec of the file's model
     * @param settings of the file
     */
    public static ModelSpec of(ModelSpec spec, JsonNode settings) {
        return SpecSettings.apply(
                spec,
                TorchvisionSettings.are(settings)
                        ? TorchvisionSettings.training(settings)
                        : Detectron2Settings.training(settings));
    }
}
