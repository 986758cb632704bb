package maskrcnn4j.training;

/**
 * How fast the steps of this process are. The first one also makes the kernels of its shapes and waits for the very first
 * pictures, so that it counts only as long as there is no other.
 */
final class Pace {
    private long steps;
    private double seconds;
    private long began;
    private double waitedBefore;
    private double firstSeconds;

    /** A step was taken, in so many seconds. */
    void stepped(double took) {
        if (firstSeconds == 0) {
            firstSeconds = Math.max(1e-9, took);
            began = System.nanoTime();
            return;
        }
        steps++;
        seconds += took;
    }

    double secondsPerStep() {
        return steps == 0 ? firstSeconds : seconds / steps;
    }

    /** With all that is done between steps: evaluations, checkpoints. To be asked when a step ends. */
    double wholeSecondsPerStep() {
        return steps == 0 ? firstSeconds : (System.nanoTime() - began) / 1e9 / steps;
    }

    /**
     * The share of the time that waiting took.
     *
     * @param waited all seconds of waiting so far
     */
    double shareOf(double waited) {
        if (steps == 0) {
            waitedBefore = waited;
            return Math.min(1, waited / firstSeconds);
        }
        return Math.min(1, (waited - waitedBefore) / Math.max(1e-9, seconds));
    }
}
