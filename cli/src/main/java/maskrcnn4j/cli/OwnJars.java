package maskrcnn4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;

/**
 * The jars that this process runs from. In a checkout the next command may build them anew while this one still works: what is
 * open by then stays readable.
 */
final class OwnJars {
    private static final String IN_EVERY_JAR = "META-INF/MANIFEST.MF";

    private OwnJars() {}

    /** Opens all of them, for classes and for resources, which Java otherwise does when it first needs something of each. */
    static void open() {
        try {
            for (URL manifest : Collections.list(OwnJars.class.getClassLoader().getResources(IN_EVERY_JAR))) {
                try (InputStream opened = manifest.openStream()) {
                    opened.read();
                }
            }
        } catch (IOException unreadable) {
            // Who needs it will say so, and what for.
        }
    }
}
