package maskrcnn4j.spec;

import java.util.List;

/**
 * What is known of a family of weight files beside the files themselves.
 *
 * @param spec parts and conventions
 * @param categories the classes that the published weights know, in the order of the outputs after the background
 * @param naming how the files name their tensors
 */
public record Preset(ModelSpec spec, List<ModelCategory> categories, WeightNaming naming) {
    /** Takes the list as it is now. */
    public Preset {
        categories = List.copyOf(categories);
    }

    /** The name that {@code --preset} takes. */
    public String name() {
        return spec.name();
    }
}
