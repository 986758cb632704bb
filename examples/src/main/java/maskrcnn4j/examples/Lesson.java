package maskrcnn4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What every lesson speaks through; its methods are imported one by one, so that they read the same in JShell. */
public final class Lesson {
    /** System property: the folder that pictures are written to. */
    public static final String PICTURES = "learn.pictures";

    private Lesson() {}

    /** Begins a part of the chapter. */
    public static void part(String title) {
        System.out.println();
        System.out.println(title);
    }

    /** Prints a line; decimal points are points in every country. */
    public static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Writes a picture to the folder {@code lesson-pictures}, or where the property {@value #PICTURES} says. */
    public static void draw(String name, Sketch sketch) {
        Path file = Path.of(System.getProperty(PICTURES, "lesson-pictures")).resolve(name);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, sketch.svg());
        } catch (IOException e) {
            throw new UncheckedIOException("picture " + file + " cannot be written", e);
        }
        say("picture: %s", name);
    }

    /**
     * Says that two computations agree.
     *
     * @throws AssertionError if they differ by more than the limit
     */
    public static void agree(String what, double[] one, double[] other, double limit) {
        double difference = one.length == other.length ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            difference = Math.max(difference, Math.abs(one[i] - other[i]));
        }
        if (!(difference <= limit)) {
            throw new AssertionError(what + ": differ by " + difference + ", more than " + limit);
        }
        say("check: %s agree to %.0e", what, limit);
    }

    /** As {@link #agree(String, double[], double[], double)}, in single precision. */
    public static void agree(String what, float[] one, float[] other, double limit) {
        agree(what, doubles(one), doubles(other), limit);
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
