package maskrcnn4j.training;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.training.schedule.LayerGroups;
import maskrcnn4j.training.schedule.TrainingStage;

/** Which tensors each stage of a training changes, told by their names. */
final class StageLayers {
    private final LayerGroups layers;
    private final TrainingSettings settings;

    /** The stages of these settings, whose {@code frozenStages} is a number already. */
    StageLayers(BackboneSpec backbone, TrainingSettings settings) {
        this.layers = LayerGroups.of(backbone);
        this.settings = settings;
    }

    /** The groups of layers. */
    LayerGroups groups() {
        return layers;
    }

    /** Which tensors a stage leaves as they are. */
    Predicate<String> frozenIn(TrainingStage stage) {
        Predicate<String> wanted = layers.select(stage.layers());
        return name -> !wanted.test(name) || layers.stage(name) <= settings.frozenStages();
    }

    /**
     * Looks at the names alone, before anything is trained: the last stage may begin after days.
     *
     * @param names of all tensors
     * @throws TrainingException if a stage trains nothing
     */
    void requireEachTrains(Collection<String> names) {
        for (TrainingStage stage : settings.stages()) {
            if (names.stream().allMatch(frozenIn(stage))) {
                throw trainsNothing(stage, names);
            }
        }
    }

    /** The failure of a stage that trains nothing. */
    TrainingException trainsNothing(TrainingStage stage, Collection<String> names) {
        return new TrainingException("stage '" + stage + "' trains nothing: "
                + (LayerGroups.names().contains(stage.layers())
                        ? "all its layers are frozen (frozenStages " + settings.frozenStages() + ")"
                        : "no parameter is called like '" + stage.layers() + "'; groups are "
                                + String.join(", ", LayerGroups.names()) + ", and a parameter is called "
                                + names.iterator().next()));
    }

    /**
     * A line about random numbers that the first stage leaves as they are: what is trained on them learns little.
     *
     * @param random the names of tensors that were not trained before
     */
    Optional<String> randomAndFrozen(Set<String> random) {
        TrainingStage first = settings.stages().get(0);
        List<String> left = random.stream().filter(frozenIn(first)).sorted().toList();
        if (left.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("stage " + first + " leaves " + left.size() + " tensors at random numbers ("
                + left.get(0) + (left.size() > 1 ? ", ..." : "") + "), on which the others learn little; begin with"
                + " --stages all:..." + (settings.frozenStages() > 0 ? " and frozenStages 0" : "")
                + ", or with trained weights, --weights W");
    }
}
