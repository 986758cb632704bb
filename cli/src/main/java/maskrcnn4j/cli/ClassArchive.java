package maskrcnn4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A rehearsal of the short verbs. The launcher runs it once under {@code -XX:ArchiveClassesAtExit}, so that the JVM
 * stores every class that was loaded here, parsed and verified, and later runs start faster.
 */
final class ClassArchive {
    private ClassArchive() {}

    /** Runs every rehearsal; what they print is thrown away. */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, false, false, 80);
        ScoreRehearsal.run(terminal);
        for (String[] rehearsal : rehearsals()) {
            new Main(terminal, Verbs.ofMrcnn()).run(rehearsal);
        }
    }

    private static List<String[]> rehearsals() {
        List<String[]> rehearsals = new ArrayList<>();
        rehearsals.add(new String[] {"--version"});
        rehearsals.add(new String[] {"--help"});
        rehearsals.add(new String[] {"--unknown"});
        rehearsals.add(new String[] {"weights", "list", "--json", "-"});
        for (String verb : Verbs.ofMrcnn().names()) {
            rehearsals.add(new String[] {verb, "--help"});
        }
        return rehearsals;
    }
}
