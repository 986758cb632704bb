package maskrcnn4j.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that is redrawn in place. */
final class ProgressBarView implements Progress {
    private static final int REDRAW_MILLIS = 200;
    private static final long MEGABYTE = 1_000_000;

    private final ProgressBar bar;
    private final Runnable whenClosed;

    ProgressBarView(Terminal terminal, String task, long count, Unit unit, Runnable whenClosed) {
        this.whenClosed = whenClosed;
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(count)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setStyle(terminal.color() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), Math.max(20, terminal.width() - 1)));
        if (unit == Unit.BYTES) {
            builder.setUnit(" MB", MEGABYTE).showSpeed();
        }
        this.bar = builder.build();
    }

    @Override
    public void advance(long count) {
        bar.stepBy(count);
    }

    @Override
    public void close() {
        bar.close();
        whenClosed.run();
    }
}
