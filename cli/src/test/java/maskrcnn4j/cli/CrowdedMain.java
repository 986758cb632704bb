package maskrcnn4j.cli;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.tensor.Engine;

/**
 * The command where something else takes the memory that was free when the forecast was made: just before the first step, all
 * but {@value #ROOM} bytes of {@value #LIMIT} are gone.
 */
final class CrowdedMain {
    /** Property: what the engine may take at most, resident. */
    static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** Property: what is left of that. */
    static final String ROOM = "crowded.room";

    private CrowdedMain() {}

    public static void main(String[] args) {
        Terminal terminal = new Terminal(System.out, new CrowdedStream(), false, false, 100);
        System.exit(new Main(terminal, Verbs.ofMrcnn()).run(args));
    }

    /** Standard error, which takes memory up when it hears that a stage begins. */
    private static final class CrowdedStream extends PrintStream {
        private ByteBuffer taken = ByteBuffer.allocate(0);

        CrowdedStream() {
            super(System.err, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            super.println(line);
            if (line.startsWith("stage ")) {
                long room = Long.getLong(ROOM);
                // Zeros are written into it, so it is resident.
                taken = ByteBuffer.allocateDirect((int) (Long.getLong(LIMIT) - Engine.residentBytes() - room));
                super.println("took " + taken.capacity() + " bytes");
            }
        }
    }
}
