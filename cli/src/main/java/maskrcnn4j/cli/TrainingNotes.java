package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingProgress;
import maskrcnn4j.training.schedule.TrainingStage;

/** Says how training goes: a line after the first steps, and then one every ten seconds. */
final class TrainingNotes implements TrainingListener {
    private static final double FIRST_SECONDS = 2;
    private static final double SECONDS = 10;
    private static final String LOSSES = "validation";
    private static final double SLOW_LOADER = 0.3;

    private final Output output;
    private final BooleanSupplier stops;
    private double wait = FIRST_SECONDS;
    private long said = System.nanoTime();
    private boolean warned;

    /** Notes of a run that goes to its end. */
    TrainingNotes(Output output) {
        this(output, () -> false);
    }

    /** Notes of a run that may be stopped. */
    TrainingNotes(Output output, BooleanSupplier stops) {
        this.output = output;
        this.stops = stops;
    }

    @Override
    public boolean stops() {
        return stops.getAsBoolean();
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
        Map<String, Double> first = new LinkedHashMap<>();
        values.forEach((key, value) -> first.putIfAbsent(key.substring(0, key.indexOf('/')), value));
        List<String> shown = new ArrayList<>();
        first.forEach((type, value) -> shown.add(
                type.equals(LOSSES)
                        ? String.format(Locale.ROOT, "loss %.3f", value)
                        : String.format(Locale.ROOT, "%s AP %.3f", type, value)));
        output.note(
                "validation after step " + step + ": " + String.join(", ", shown) + (best ? "; the best so far" : ""));
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
