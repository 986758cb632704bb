package maskrcnn4j.training.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param step steps taken, over all stages
 * @param stage the stage that it is in, from 0
 * @param stageStep steps taken in that stage
 * @param best the best value of the metric so far; empty before the first evaluation
 * @param sinceBest evaluations since then
 * @param averagedSteps steps that the moving average has taken in
 * @param trainedSeconds time spent on steps so far
 * @param finished whether nothing is left to do
 * @param unjudged whether the evaluation that is due after the last step is still to come
 */
public record RunState(
        long step,
        int stage,
        long stageStep,
        Optional<Double> best,
        int sinceBest,
        long averagedSteps,
        double trainedSeconds,
        boolean finished,
        boolean unjudged) {
    /** The beginning. */
    public static final RunState BEGIN = new RunState(0, 0, 0, Optional.empty(), 0, 0, 0, false, false);

    private static final String PREFIX = "maskrcnn4j.run.";

    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(PREFIX + "step", Long.toString(step));
        metadata.put(PREFIX + "stage", Integer.toString(stage));
        metadata.put(PREFIX + "stageStep", Long.toString(stageStep));
        best.ifPresent(value -> metadata.put(PREFIX + "best", Double.toString(value)));
        metadata.put(PREFIX + "sinceBest", Integer.toString(sinceBest));
        metadata.put(PREFIX + "averagedSteps", Long.toString(averagedSteps));
        metadata.put(PREFIX + "trainedSeconds", Double.toString(trainedSeconds));
        metadata.put(PREFIX + "finished", Boolean.toString(finished));
        metadata.put(PREFIX + "unjudged", Boolean.toString(unjudged));
        return metadata;
    }

    static RunState fromMetadata(Map<String, String> metadata) {
        return new RunState(
                Long.parseLong(entry(metadata, "step")),
                Integer.parseInt(entry(metadata, "stage")),
                Long.parseLong(entry(metadata, "stageStep")),
                Optional.ofNullable(metadata.get(PREFIX + "best")).map(Double::valueOf),
                Integer.parseInt(entry(metadata, "sinceBest")),
                Long.parseLong(entry(metadata, "averagedSteps")),
                Double.parseDouble(entry(metadata, "trainedSeconds")),
                Boolean.parseBoolean(entry(metadata, "finished")),
                Boolean.parseBoolean(entry(metadata, "unjudged")));
    }

    private static String entry(Map<String, String> metadata, String name) {
        String value = metadata.get(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException("the entry " + PREFIX + name + " is missing");
        }
        return value;
    }
}
