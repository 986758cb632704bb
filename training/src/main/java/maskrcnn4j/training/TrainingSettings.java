package maskrcnn4j.training;

import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.report.Recipe;
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;
import maskrcnn4j.training.setting.SettingException;

/**
 * How a model is trained.
 *
 * @param seed everything random depends on it
 * @param precision what convolutions compute in
 * @param device where: {@code cpu}, {@code cuda}, {@code cuda:N}, or {@code auto}, a GPU if there is one that can be used
 * @param threads over how many threads one operation on the CPU is spread; 0 for as many as the engine uses
 * @param stages what is trained one after the other
 * @param frozenStages stages of the trunk that no stage trains: 1 the stem, 2 also C2, ...; sound where the trunk was trained
 *     on many more pictures. -1 takes the model's own number for trained weights, and 0 for random ones
 * @param secondsAtMost a limit on the training steps, to which the schedule is fitted; 0 is none. A run with a limit depends
 *     on the machine's speed
 * @param schedule how the learning rate changes within a stage
 * @param optimizer how gradients become new weights
 * @param loader how pictures are chosen and read
 * @param microBatch the most pictures that are computed at once: a larger batch is computed in parts whose gradients are
 *     added up, which takes less memory and comes to the same, but for norms with live statistics; 0 computes it at once, -1
 *     as many as are expected to fit, and fewer if they do not
 * @param augment how pictures are changed at random
 * @param evaluateEvery epochs between evaluations of the validation pictures; 0 evaluates at the end only
 * @param evaluateFirst whether the validation pictures are also evaluated before the first step, by the weights that training
 *     begins with, which are the best model until others are better
 * @param validationLosses whether evaluations also compute the losses on the validation pictures
 * @param best which number of the evaluations is to become better: {@code auto} (AP of masks where there are any, else of
 *     boxes), one of the data set's measure, for example {@code bbox/AP}, or {@code validation/loss}; with a dot for the slash it is the same
 * @param patience evaluations without a better one after which training ends; 0 never does
 * @param checkpointEvery steps between checkpoints, besides those after each evaluation and at the end of an epoch when the
 *     last one is a minute old; 0 for those alone
 * @param logEvery steps between lines of metrics
 */
public record TrainingSettings(
        long seed,
        Precision precision,
        String device,
        @Setting(unit = "threads", least = 0, most = 1024) int threads,
        List<TrainingStage> stages,
        @Setting(unit = "stages", least = -1, most = 5) int frozenStages,
        @Setting(unit = "seconds", least = 0) double secondsAtMost,
        ScheduleSpec schedule,
        OptimizerSpec optimizer,
        LoaderSpec loader,
        @Setting(unit = "pictures", least = -1, most = 1024) int microBatch,
        AugmentSpec augment,
        @Setting(unit = "epochs", least = 0) double evaluateEvery,
        boolean evaluateFirst,
        boolean validationLosses,
        String best,
        @Setting(unit = "evaluations", least = 0) int patience,
        @Setting(unit = "steps", least = 0) int checkpointEvery,
        @Setting(unit = "steps", least = 1) int logEvery) {
    /** For {@code frozenStages}: what the spec of the model says, where it begins from trained weights. */
    public static final int AS_THE_MODEL_SAYS = -1;

    /** For {@code microBatch}: as many pictures as fit. */
    public static final int AS_MANY_AS_FIT = -1;

    /** Heads for one epoch, then everything for eleven, by SGD at 0.00125 for each picture of a batch, two at a time. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(
            1,
            Precision.AUTO,
            Device.AUTO,
            0,
            TrainingStage.parse("heads:1@0.0025,all:11@0.0025"),
            AS_THE_MODEL_SAYS,
            0,
            ScheduleSpec.MULTI_STEP,
            OptimizerSpec.SGD,
            LoaderSpec.DEFAULT.withBatch(2),
            0,
            AugmentSpec.STANDARD,
            1,
            false,
            true,
            BestMetric.AUTO,
            0,
            200,
            20);

    /**
     * What the command begins from: AdamW down a cosine, clipped; less and slower where weights are known already.
     *
     * @param trainedWeights whether training begins from weights that were trained
     */
    public static TrainingSettings usual(boolean trainedWeights) {
        return Changed.of(
                DEFAULT,
                Map.of(
                        "stages",
                        TrainingStage.parse(trainedWeights ? "heads:1@0.0005,all:5@0.0002" : "all:24@0.001"),
                        "schedule",
                        ScheduleSpec.COSINE,
                        "optimizer",
                        Changed.of(OptimizerSpec.ADAMW, Map.of("weightDecay", 0.01, "clip", 5.0)),
                        "loader",
                        LoaderSpec.DEFAULT.withBatch(trainedWeights ? 2 : 8)));
    }

    /**
     * As matterport/Mask_RCNN trains: heads, then everything, 20 epochs each, at a constant rate that falls to a tenth between
     * them, by SGD with its decay; what {@code recipes/matterport.yaml} says.
     */
    public static TrainingSettings matterport() {
        return Changed.of(
                usual(true),
                Map.of(
                        "stages", TrainingStage.parse("heads:20@0.001,all:20@0.0001"),
                        "schedule", ScheduleSpec.CONSTANT,
                        "optimizer", OptimizerSpec.MATTERPORT));
    }

    /** The same with other stages. */
    public TrainingSettings withStages(List<TrainingStage> other) {
        return Changed.of(this, Map.of("stages", other));
    }

    /** Checks the numbers and copies the list. */
    public TrainingSettings {
        stages = List.copyOf(stages);
        best = MetricsCsv.name(best);
        Range.check(
                "",
                TrainingSettings.class,
                seed,
                precision,
                device,
                threads,
                stages,
                frozenStages,
                secondsAtMost,
                schedule,
                optimizer,
                loader,
                microBatch,
                augment,
                evaluateEvery,
                evaluateFirst,
                validationLosses,
                best,
                patience,
                checkpointEvery,
                logEvery);
        try {
            device = Device.requireName(device);
        } catch (IllegalArgumentException unknown) {
            throw new SettingException("", "device", "'" + device + "' is unknown: cpu, cuda, cuda:N or auto");
        }
        if (stages.isEmpty()) {
            throw new SettingException("", "stages", "none is given, so nothing would be trained");
        }
    }

    /** Spreads operations over so many threads as these settings say. */
    void useThreads() {
        if (threads > 0) {
            Engine.setThreads(threads);
        }
    }

    /** What a model card says of them. */
    Recipe recipe() {
        return new Recipe(
                stages,
                loader.batch() * optimizer.accumulate(),
                optimizer.kind(),
                schedule.kind(),
                precision.on(Device.parse(device)),
                loader.workers());
    }

    /** The same somewhere else. */
    public TrainingSettings on(String otherDevice, int otherThreads) {
        return Changed.of(this, Map.of("device", otherDevice, "threads", otherThreads));
    }

    /** The same with so many frozen stages. */
    public TrainingSettings withFrozenStages(int other) {
        return Changed.of(this, Map.of("frozenStages", other));
    }
}
