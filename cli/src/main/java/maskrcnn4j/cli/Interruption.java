package maskrcnn4j.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of the process by Ctrl-C or another signal, as the user sees it: one line, and not a word more from the work that is
 * cut short. The JVM gives the exit code, 128 and the number of the signal (130 for Ctrl-C, 143 for kill). What was begun and
 * not finished is taken away by those who write it: {@code AtomicFile}, {@code AtomicFolder}, {@code UnfinishedFile}.
 */
final class Interruption {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final String LINE = "mrcnn: interrupted; nothing is left half-written";
    private static final Thread NOBODY = new Thread(() -> {});

    private volatile String remedy = "";
    private volatile boolean endsByItself;

    private Interruption() {}

    /** That of a terminal which is no process's own. */
    static Interruption none() {
        return new Interruption();
    }

    /**
     * Begins to watch for signals.
     *
     * @param err where the line is said
     * @param interactive whether a progress bar may stand in its place
     */
    static Interruption watch(PrintStream err, boolean interactive) {
        Interruption interruption = new Interruption();
        Thread said = new Thread(() -> interruption.say(err, interactive), "interruption");
        Runtime.getRuntime().addShutdownHook(said);
        return interruption;
    }

    /** Says how to go on, at the end of the line. */
    void remedy(String text) {
        remedy = text;
    }

    /** The verb is done, and the process ends without a signal. */
    void endsByItself() {
        endsByItself = true;
    }

    /**
     * A stream that lets nothing through once a signal came: who writes then waits for the end.
     *
     * @param encoding the property that holds the stream's encoding
     */
    PrintStream guard(PrintStream stream, String encoding) {
        Charset charset = Charset.forName(
                System.getProperty(encoding, Charset.defaultCharset().name()));
        return new PrintStream(new Guarded(stream), true, charset);
    }

    private void say(PrintStream err, boolean interactive) {
        if (!endsByItself) {
            err.println((interactive ? CLEAR_LINE : "") + LINE + (remedy.isEmpty() ? "" : "; " + remedy));
            err.flush();
        }
    }

    private void awaitEnd() {
        while (!endsByItself && isEnding()) {
            LockSupport.park(this);
        }
    }

    /** Whether the JVM has begun to end, which it tells nobody. */
    private static boolean isEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(NOBODY);
            return false;
        } catch (IllegalStateException underWay) {
            return true;
        }
    }

    private final class Guarded extends FilterOutputStream {
        Guarded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            awaitEnd();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int start, int count) throws IOException {
            awaitEnd();
            out.write(bytes, start, count);
        }
    }
}
