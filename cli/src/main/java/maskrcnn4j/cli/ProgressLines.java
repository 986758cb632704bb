package maskrcnn4j.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress as plain lines, at most one every few seconds; work that takes less than that prints none. */
final class ProgressLines implements Progress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Consumer<String> lines;
    private final String task;
    private final long total;
    private final Unit unit;
    private final LongSupplier nanoTime;
    private final long start;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nextLine;
    private volatile long said = -1;

    ProgressLines(Consumer<String> lines, String task, long total, Unit unit) {
        this(lines, task, total, unit, System::nanoTime);
    }

    ProgressLines(Consumer<String> lines, String task, long total, Unit unit, LongSupplier nanoTime) {
        this.lines = lines;
        this.task = task;
        this.total = total;
        this.unit = unit;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.nextLine = new AtomicLong(start + INTERVAL_NANOS);
    }

    @Override
    public void advance(long count) {
        long now = done.addAndGet(count);
        long due = nextLine.get();
        long time = nanoTime.getAsLong();
        if (time - due >= 0 && nextLine.compareAndSet(due, time + INTERVAL_NANOS)) {
            said = now;
            lines.accept(describe(now));
        }
    }

    @Override
    public void close() {
        if (said >= 0 && said != done.get()) {
            lines.accept(describe(done.get()));
        }
    }

    private String describe(long now) {
        String amount = total < 0
                ? amount(now)
                : amount(now) + " of " + amount(total) + " (" + (total == 0 ? 100 : now * 100 / total) + " %)"
                        + left(now);
        return task + ": " + amount;
    }

    /** How long it will still take if it goes on as it went. */
    private String left(long now) {
        if (now <= 0 || now >= total) {
            return "";
        }
        double seconds = (nanoTime.getAsLong() - start) / 1e9 / now * (total - now);
        return ", about " + (seconds < 90 ? Math.max(1, Math.round(seconds)) + " s" : Math.round(seconds / 60) + " min")
                + " left";
    }

    private String amount(long count) {
        return unit == Unit.BYTES ? String.format(Locale.ROOT, "%.1f MB", count / 1e6) : Long.toString(count);
    }
}
