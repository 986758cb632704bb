package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingProgress;
import maskrcnn4j.training.schedule.TrainingStage;

/** Says how training goes: a line after the first steps, and then one every ten seconds. */
final class TrainingNotes implements TrainingListener {
    private static final double FIRST_SECONDS = 2;
    private static final double SECONDS = 10;
    private static final String LOSSES = "validation/";
    private static final String LOSS = LOSSES + "loss";
    private static final double SLOW_LOADER = 0.3;
    private static final int STEPS_TO_JUDGE_BY = 10;
    private static final String SLOW_LOADER_NOTE =
            "note: the network waits for pictures, which are read and changed too slowly for it; what helps is more"
                    + " threads (--workers, as long as there are cores for them), smaller picture files (the network sees"
                    + " them resized anyway), and less augmentation";

    private final Output output;
    private final BooleanSupplier stops;
    private double wait = FIRST_SECONDS;
    private long said = System.nanoTime();
    private boolean warned;
    private long steps;

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
    public void stage(TrainingStage stage, int tensors, long parameters, long steps) {
        output.note(String.format(
                Locale.ROOT,
                "stage %s: %s with %s %s trained",
                stage,
                Counted.of(tensors, "tensor"),
                Counted.of(parameters, "parameter"),
                tensors == 1 ? "is" : "are"));
        said = System.nanoTime();
    }

    @Override
    public void step(TrainingProgress progress) {
        steps++;
        if (System.nanoTime() - said < wait * 1e9) {
            return;
        }
        said = System.nanoTime();
        wait = SECONDS;
        String line = String.format(
                Locale.ROOT,
                "step %,d of %,d, epoch %.1f: loss %.3f, rate %.2g",
                progress.step(),
                progress.steps(),
                progress.epoch(),
                progress.loss(),
                progress.rate());
        // What the first step of a process takes tells nothing of the others.
        output.note(steps == 1 ? line + "; how fast it goes is known after the next steps" : line + pace(progress));
        if (steps >= STEPS_TO_JUDGE_BY && progress.loaderShare() > SLOW_LOADER && !warned) {
            warned = true;
            output.note(SLOW_LOADER_NOTE);
        }
    }

    private static String pace(TrainingProgress progress) {
        String waiting = progress.loaderShare() > SLOW_LOADER
                ? String.format(
                        Locale.ROOT, " (%.0f %% of the time waiting for pictures)", 100 * progress.loaderShare())
                : "";
        return String.format(
                Locale.ROOT,
                ", %s images/s%s, about %s left",
                rate(progress.imagesPerSecond()),
                waiting,
                time(progress.secondsLeft()));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 1 ? "%.2f" : "%.1f", perSecond);
    }

    @Override
    public void evaluated(long step, Map<String, Double> values, boolean best) {
        Map<String, Double> first = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (!key.startsWith(LOSSES)) {
                first.putIfAbsent(key.substring(0, key.indexOf('/')), value);
            }
        });
        List<String> shown = new ArrayList<>();
        first.forEach((type, value) -> shown.add(String.format(Locale.ROOT, "%s AP %.3f", type, value)));
        if (values.containsKey(LOSS)) {
            shown.add(String.format(Locale.ROOT, "loss %.3f", values.get(LOSS)));
        }
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
