package maskrcnn4j.cli;

import java.util.Locale;
import java.util.Map;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingProgress;
import maskrcnn4j.training.schedule.TrainingStage;

/** Says how training goes: a line after the first steps, and then one every ten seconds. */
final class TrainingNotes implements TrainingListener {
    private static final double FIRST_SECONDS = 2;
    private static final double SECONDS = 10;
    private static final double SLOW_LOADER = 0.3;

    private final Output output;
    private double wait = FIRST_SECONDS;
    private long said = System.nanoTime();
    private boolean warned;

    TrainingNotes(Output output) {
        this.output = output;
    }

    @Override
    public void stage(TrainingStage stage, int parameters, long numbers, long steps) {
        output.note(String.format(
                Locale.ROOT, "stage %s: %d tensors with %,d numbers are trained", stage, parameters, numbers));
        said = System.nanoTime();
    }

    @Override
    public void step(TrainingProgress progress) {
        if (System.nanoTime() - said < wait * 1e9) {
            return;
        }
        said = System.nanoTime();
        wait = SECONDS;
        output.note(String.format(
                Locale.ROOT,
                "step %,d of %,d, epoch %.1f: loss %.3f, rate %.2g, %.1f images/s, %s left",
                progress.step(),
                progress.steps(),
                progress.epoch(),
                progress.loss(),
                progress.rate(),
                progress.imagesPerSecond(),
                time(progress.secondsLeft())));
        if (progress.loaderShare() > SLOW_LOADER && progress.step() > 20 && !warned) {
            warned = true;
            output.note(String.format(
                    Locale.ROOT,
                    "note: the network waits for pictures %.0f %% of the time; more --workers, smaller picture files or"
                            + " less augmentation help",
                    100 * progress.loaderShare()));
        }
    }

    @Override
    public void evaluated(long step, Map<String, Double> values, boolean best) {
        StringBuilder line = new StringBuilder("validation after step " + step + ":");
        values.entrySet().stream()
                .filter(value -> value.getKey().endsWith("/" + firstName(value.getKey(), values)))
                .forEach(value -> line.append(String.format(
                        Locale.ROOT,
                        " %s %.3f",
                        value.getKey().substring(0, value.getKey().indexOf('/')) + " AP",
                        value.getValue())));
        output.note(line + (best ? ", the best so far" : ""));
    }

    /** The name of the first number of the type that a key belongs to. */
    private static String firstName(String key, Map<String, Double> values) {
        String type = key.substring(0, key.indexOf('/') + 1);
        return values.keySet().stream()
                .filter(name -> name.startsWith(type))
                .findFirst()
                .orElse(key)
                .substring(type.length());
    }

    @Override
    public void note(String note) {
        output.note("note: " + note);
    }

    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200 ? whole / 60 + " min" : String.format(Locale.ROOT, "%.1f h", whole / 3600.0);
    }
}
