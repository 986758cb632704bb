package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void shortWorkPrintsNothing() {
        try (Progress progress = lines(10, Progress.Unit.THINGS)) {
            for (int i = 0; i < 10; i++) {
                clock.addAndGet(Duration.ofMillis(100).toNanos());
                progress.step();
            }
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void longWorkPrintsALineEveryFiveSecondsAndOneAtTheEnd() {
        try (Progress progress = lines(12, Progress.Unit.THINGS)) {
            for (int i = 0; i < 12; i++) {
                clock.addAndGet(Duration.ofSeconds(1).toNanos());
                progress.step();
            }
        }
        assertThat(lines)
                .containsExactly(
                        "work: 5 of 12 (41 %), about 7 s left",
                        "work: 10 of 12 (83 %), about 2 s left", "work: 12 of 12 (100 %)");
    }

    @Test
    void whatIsLeftOfVeryLongWorkIsSaidInMinutes() {
        try (Progress progress = lines(5000, Progress.Unit.THINGS)) {
            clock.addAndGet(Duration.ofSeconds(6).toNanos());
            progress.advance(50);
        }
        assertThat(lines).containsExactly("work: 50 of 5000 (1 %), about 10 min left");
    }

    @Test
    void bytesAreShownAsMegabytesAlsoWithoutAKnownTotal() {
        try (Progress progress = lines(-1, Progress.Unit.BYTES)) {
            clock.addAndGet(Duration.ofSeconds(6).toNanos());
            progress.advance(2_500_000);
        }
        assertThat(lines).first().isEqualTo("work: 2.5 MB");
    }

    private Progress lines(long total, Progress.Unit unit) {
        return new ProgressLines(lines::add, "work", total, unit, clock::get);
    }
}
