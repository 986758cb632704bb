package maskrcnn4j.text;

import java.util.Locale;

/** Counts with the word for what is counted, as a sentence has them: {@code 1 picture}, {@code 12,000 pictures}. */
public final class Counted {
    private Counted() {}

    /** A count of what has a plural in s. */
    public static String of(long count, String one) {
        return of(count, one, one + "s");
    }

    /** A count of what has a plural of its own, or a word that goes on: {@code of(n, "object is", "objects are")}. */
    public static String of(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** The number alone, with a comma between thousands. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
