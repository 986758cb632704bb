package maskrcnn4j.dataset.check;

import java.util.Locale;
import maskrcnn4j.dataset.Severity;

/** What the linter looks for, each with the weight it has. */
public enum FindingKind {
    /** The data set, one of its files or entries cannot be read. */
    UNREADABLE(Severity.ERROR),
    /** Something its reader leaves out or doubts. */
    DOUBTFUL(Severity.WARNING),
    /** Something its reader leaves out by rule. */
    LEFT_OUT(Severity.NOTE),

    /** A picture is not there. */
    IMAGE_MISSING(Severity.ERROR),
    /** A picture cannot be decoded. */
    IMAGE_UNREADABLE(Severity.ERROR),
    /** A picture has another size than is stated. */
    IMAGE_SIZE(Severity.ERROR),
    /** The size stated is that of the picture before its EXIF orientation turns it. */
    IMAGE_STORED_SIZE(Severity.NOTE),
    /** No size is stated. */
    IMAGE_SIZE_MISSING(Severity.WARNING),
    /** A picture's id is given twice. */
    IMAGE_ID_REPEATED(Severity.ERROR),
    /** A picture is listed twice. */
    IMAGE_REPEATED(Severity.WARNING),
    /** Pictures without objects. */
    IMAGES_EMPTY(Severity.NOTE),
    /** A picture is in two parts that must not share any, for example train and val. */
    SPLIT_LEAK(Severity.WARNING),

    /** A category's id is given twice. */
    CATEGORY_ID_REPEATED(Severity.ERROR),
    /** Two categories have one name. */
    CATEGORY_NAME_REPEATED(Severity.WARNING),
    /** Categories without objects. */
    CATEGORIES_EMPTY(Severity.NOTE),
    /** An object is of a category that is not listed. */
    CATEGORY_UNKNOWN(Severity.ERROR),
    /** An object is on a picture that is not listed. */
    IMAGE_UNKNOWN(Severity.ERROR),

    /** An object's id is given twice. */
    ID_REPEATED(Severity.ERROR),
    /** An object has the id 0, which COCO's scorer takes for none. */
    ID_ZERO(Severity.WARNING),
    /** Objects of which it is not said whether they are crowds. */
    CROWD_UNSTATED(Severity.WARNING),
    /** Objects that are crowds. */
    CROWDS(Severity.NOTE),

    /** An object has no mask. */
    MASK_MISSING(Severity.ERROR),
    /** A mask cannot be read, or its runs do not sum to the picture. */
    MASK_BROKEN(Severity.ERROR),
    /** A polygon has too few numbers, an odd count of them, or some that are not finite. */
    POLYGON_BROKEN(Severity.ERROR),
    /** A mask has no pixels. */
    MASK_EMPTY(Severity.ERROR),
    /** A mask leaves the picture. */
    MASK_OUTSIDE(Severity.WARNING),
    /** Two objects have one mask. */
    MASK_REPEATED(Severity.WARNING),

    /** A box has no inside. */
    BOX_DEGENERATE(Severity.ERROR),
    /** A box is given by its corners. */
    BOX_CORNERS(Severity.ERROR),
    /** A box is somewhere else than the mask. */
    BOX_ELSEWHERE(Severity.ERROR),
    /** A box is not as large as the mask. */
    BOX_DIFFERS(Severity.WARNING),
    /** No box is stated. */
    BOX_MISSING(Severity.WARNING),
    /** The area is neither that of the outline nor that of the pixels. */
    AREA_DIFFERS(Severity.WARNING),
    /** No area is stated. */
    AREA_MISSING(Severity.WARNING);

    private final Severity severity;

    FindingKind(Severity severity) {
        this.severity = severity;
    }

    /** Its weight. */
    public Severity severity() {
        return severity;
    }

    /** Its name in JSON, for example {@code image-missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
