package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads entries of an annotation or result list into columns, one after another. */
final class AnnotationParser {
    /**
     * What is wanted of the entries.
     *
     * @param scored whether they are results: a score is needed, an id is not
     * @param masks whether masks are kept
     * @param measure whether masks of run lengths are measured, for results
     * @param areaOfMask whether the area of a result is that of its mask; else that of its box
     * @param boxOfMask whether the box of a result is that of its mask even if it states one
     * @param interest which masks of results are kept
     */
    record Wanted(
            boolean scored,
            boolean masks,
            boolean measure,
            boolean areaOfMask,
            boolean boxOfMask,
            MaskInterest interest) {
        static final Wanted WITH_MASKS = new Wanted(false, true, false, false, false, MaskInterest.ALL);
        static final Wanted WITHOUT_MASKS = new Wanted(false, false, false, false, false, MaskInterest.ALL);
    }

    private static final int ID = 1;
    private static final int IMAGE = 2;
    private static final int CATEGORY = 4;
    private static final int SCORE = 8;
    private static final int BOX = 16;

    private static final int BBOX_KEY = 0;
    private static final int IMAGE_ID_KEY = 1;
    private static final int CATEGORY_ID_KEY = 2;
    private static final int SEGMENTATION_KEY = 3;
    private static final int SCORE_KEY = 4;
    private static final int ID_KEY = 5;
    private static final int AREA_KEY = 6;
    private static final int ISCROWD_KEY = 7;
    private static final int IGNORE_KEY = 8;
    private static final int OTHER_KEY = 9;

    /** In the order of these numbers. */
    private static final byte[][] KEYS = {
        Keys.BBOX,
        Keys.IMAGE_ID,
        Keys.CATEGORY_ID,
        Keys.SEGMENTATION,
        Keys.SCORE,
        Keys.ID,
        Keys.AREA,
        Keys.ISCROWD,
        Keys.IGNORE
    };

    private final JsonScanner json;
    private final TextIds textIds;
    private final Wanted wanted;
    private final MaskParser masks;
    private final RunMeasure measure = new RunMeasure();
    private final MemberGuess guess = new MemberGuess();
    private final NumberList list = new NumberList();

    final AnnotationColumns columns;
    final List<EntryProblem> problems = new ArrayList<>();
    int entries;

    private int seen;
    private long id;
    private long imageId;
    private long categoryId;
    private double score;
    private final double[] box = new double[4];
    private @Nullable String fault;
    private String remedy = "";

    AnnotationParser(JsonScanner json, TextIds textIds, Wanted wanted) {
        this.json = json;
        this.textIds = textIds;
        this.wanted = wanted;
        columns = new AnnotationColumns(wanted.scored);
        columns.measured = wanted.areaOfMask;
        masks = new MaskParser(json, columns.table, wanted.masks, wanted.measure ? measure : null);
    }

    /** Takes one entry. */
    void entry() throws IOException {
        int start = json.position;
        while (true) {
            try {
                parse();
                break;
            } catch (JsonBytes.More more) {
                columns.table.discard();
                json.slide(start);
                start = 0;
            }
        }
        finish();
        entries++;
    }

    private void parse() throws IOException {
        seen = 0;
        fault = null;
        remedy = "";
        masks.forget();
        if (json.peek() != '{') {
            fault("is not an object", "");
            json.skip();
            return;
        }
        json.position++;
        int start = json.position;
        int key = guess.next(json, 0);
        if (key == MemberGuess.UNKNOWN) {
            if (json.empty('}')) {
                return;
            }
            key = key(start, 0);
        }
        member(key);
        for (int member = 1; true; member++) {
            start = json.position;
            key = guess.next(json, member);
            if (key == MemberGuess.UNKNOWN) {
                if (!json.next('}')) {
                    return;
                }
                key = key(start, member);
            }
            member(key);
        }
    }

    /** Takes a key with care and learns how it is written. */
    private int key(int start, int member) throws IOException {
        json.key();
        int key = keyCode();
        json.peek();
        guess.learn(json, start, member, key);
        return key;
    }

    private int keyCode() {
        for (int key = 0; key < KEYS.length; key++) {
            if (json.isText(KEYS[key])) {
                return key;
            }
        }
        return OTHER_KEY;
    }

    private void member(int key) throws IOException {
        boolean scored = wanted.scored;
        switch (key) {
            case BBOX_KEY -> box();
            case IMAGE_ID_KEY -> {
                imageId = imageId();
                seen |= IMAGE;
            }
            case CATEGORY_ID_KEY -> {
                categoryId = id("category_id");
                seen |= CATEGORY;
            }
            case SEGMENTATION_KEY -> segmentation();
            case SCORE_KEY -> {
                if (scored) {
                    score();
                } else {
                    json.skip();
                }
            }
            case ID_KEY -> {
                if (scored) {
                    json.skip();
                } else {
                    id = id("id");
                    seen |= ID;
                }
            }
            case AREA_KEY -> {
                if (scored) {
                    json.skip();
                } else {
                    area();
                }
            }
            case ISCROWD_KEY -> {
                if (scored) {
                    json.skip();
                } else {
                    columns.table.crowd(truth("iscrowd", true));
                }
            }
            case IGNORE_KEY -> {
                if (scored) {
                    json.skip();
                } else {
                    columns.table.ignored(truth("ignore", false));
                }
            }
            default -> json.skip();
        }
    }

    private void segmentation() throws IOException {
        if (!wanted.masks && !wanted.measure) {
            json.skip();
            return;
        }
        String broken = masks.parse();
        if (broken != null && wanted.scored) {
            fault(broken, "write it as COCO's run lengths of the picture's size");
        }
    }

    private long id(String what) throws IOException {
        if (JsonScanner.startsNumber(json.peek())) {
            return json.integer(what);
        }
        fault(what + " is not a number", "give it a whole number");
        json.skip();
        return 0;
    }

    private long imageId() throws IOException {
        int c = json.peek();
        if (c == '"') {
            json.string();
            return textIds.number(json.text());
        }
        return id("image_id");
    }

    private void box() throws IOException {
        int numbers = 0;
        boolean finite = true;
        if (json.peek() == '[' && list.take(json)) {
            numbers = list.count;
            System.arraycopy(list.values, 0, box, 0, Math.min(4, numbers));
        } else if (json.peek() == '[') {
            json.position++;
            if (json.empty(']')) {
                return;
            }
            do {
                double value = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped();
                finite &= value - value == 0;
                if (numbers < 4) {
                    box[numbers] = value;
                }
                numbers++;
            } while (json.next(']'));
        } else {
            json.skip();
        }
        if (numbers == 4 && finite) {
            columns.table.box(box[0], box[1], box[2], box[3]);
            seen |= BOX;
        } else if (!wanted.boxOfMask) {
            fault(
                    numbers == 4 ? "bbox holds something else than finite numbers" : "bbox has not four numbers",
                    "write [x, y, width, height]");
        }
    }

    private double skipped() throws IOException {
        json.skip();
        return Double.NaN;
    }

    private void area() throws IOException {
        double area = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped();
        if (area == area) {
            columns.table.area(area);
        } else {
            fault("area is not a number", "write the area of the mask in pixels");
        }
    }

    private void score() throws IOException {
        score = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped();
        seen |= SCORE;
        if (score != score) {
            fault("score is not a number", "write the confidence of the detection");
        }
    }

    private boolean truth(String what, boolean strict) throws IOException {
        int c = json.peek();
        double value;
        if (JsonScanner.startsNumber(c)) {
            value = json.number();
        } else if (c == 't' || c == 'f') {
            json.word();
            value = c == 't' ? 1 : 0;
        } else {
            value = skipped();
        }
        if (strict && value != 0 && value != 1) {
            fault(what + " is neither 0 nor 1", "write 1 for a group of objects, else 0");
        }
        return value != 0 && value == value;
    }

    private void fault(String text, String advice) {
        if (fault == null) {
            fault = text;
            remedy = advice;
        }
    }

    private void finish() {
        int needed = wanted.scored ? IMAGE | CATEGORY | SCORE : ID | IMAGE | CATEGORY;
        int missing = needed & ~seen;
        if (missing != 0) {
            fault("has no " + nameOf(Integer.lowestOneBit(missing)), "every entry needs one");
        }
        if (wanted.scored && wanted.areaOfMask && !masks.measured) {
            fault("has no segmentation of run lengths, and the first result has no bbox", "give every result a bbox");
        }
        if (wanted.scored && !wanted.areaOfMask && (seen & BOX) == 0) {
            fault("has no bbox, and the first result has one", "give every result a bbox, or none");
        }
        if (fault != null) {
            boolean named = !wanted.scored && (seen & ID) != 0;
            problems.add(new EntryProblem(entries, named ? "annotation " + id : "", fault, remedy));
            fault = null;
            if (missing != 0 || wanted.scored) {
                columns.table.discard();
                return;
            }
        }
        if (wanted.scored) {
            measureResult();
        }
        if (!wanted.scored || !masks.measured || isWanted()) {
            masks.store();
        } else {
            columns.table.mask(MaskInterest.LEFT_OUT);
        }
        columns.add(id, imageId, categoryId, score);
    }

    private boolean isWanted() {
        return wanted.interest.wants(imageId, categoryId, measure);
    }

    /** Area and box as pycocotools gives them to results. */
    private void measureResult() {
        boolean boxed = (seen & BOX) != 0;
        if (!wanted.areaOfMask) {
            columns.table.area(box[2] * box[3]);
            return;
        }
        columns.table.area(measure.area());
        if (boxed && !wanted.boxOfMask) {
            columns.ownBoxes++;
        } else {
            columns.table.box(measure.x(), measure.y(), measure.width(), measure.height());
        }
    }

    private static String nameOf(int field) {
        return switch (field) {
            case ID -> "id";
            case IMAGE -> "image_id";
            case CATEGORY -> "category_id";
            default -> "score";
        };
    }
}
