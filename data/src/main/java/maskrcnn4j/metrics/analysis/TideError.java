package maskrcnn4j.metrics.analysis;

import java.util.Locale;

/** TIDE's six kinds of errors. */
public enum TideError {
    /** On an object, but of another category. */
    CLASSIFICATION("Cls", "right place, wrong category"),
    /** The right category near an object, but not near enough. */
    LOCALIZATION("Loc", "right category, wrong place"),
    /** Neither the right category nor the right place. */
    BOTH("Both", "wrong category and wrong place"),
    /** On an object that a surer detection had found. */
    DUPLICATE("Dupe", "found once more"),
    /** On nothing. */
    BACKGROUND("Bkg", "nothing is there"),
    /** An object that no detection found or could have found. */
    MISSED("Miss", "object not found");

    private final String shortName;
    private final String meaning;

    TideError(String shortName, String meaning) {
        this.shortName = shortName;
        this.meaning = meaning;
    }

    /** The name that TIDE's tables use. */
    public String shortName() {
        return shortName;
    }

    /** One word for charts. */
    public String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** What it means, in a few words. */
    public String meaning() {
        return meaning;
    }
}
