package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.RleText;
import org.jspecify.annotations.Nullable;

/** Reads the value of {@code segmentation}: outlines, run lengths as a list or as text, or something broken. */
final class MaskParser {
    private static final int SIZE_KEY = 0;
    private static final int COUNTS_KEY = 1;
    private static final int OTHER_KEY = 2;

    private final JsonScanner json;
    private final InstanceTableBuilder table;
    private final boolean store;
    private final @Nullable RunMeasure measure;

    private final NumberList list = new NumberList();
    private final MemberGuess guess = new MemberGuess();

    private byte[] unescaped = new byte[256];
    private int[] counts = new int[64];
    private int count;
    private @Nullable String fault;

    /** Whether the last mask was of run lengths and was measured. */
    boolean measured;

    /** The text of the last mask of run lengths, which waits in its array until {@link #store} is called. */
    private byte[] pending = unescaped;

    private int pendingStart;
    private int pendingLength = -1;
    private int pendingHeight;
    private int pendingWidth;
    private boolean pendingEscaped;

    /**
     * A parser of masks.
     *
     * @param store whether the table takes the masks
     * @param measure takes area and box of masks of run lengths; null if nobody asks for them
     */
    MaskParser(JsonScanner json, InstanceTableBuilder table, boolean store, @Nullable RunMeasure measure) {
        this.json = json;
        this.table = table;
        this.store = store;
        this.measure = measure;
    }

    /** Takes the value; returns what is wrong with it, or null. */
    @Nullable
    String parse() throws IOException {
        forget();
        int c = json.peek();
        if (c == '[') {
            polygons();
        } else if (c == '{') {
            runs();
        } else {
            if (c != 'n') {
                fault = "its segmentation is neither a list of outlines nor run lengths";
            }
            json.skip();
        }
        if (fault != null && store) {
            table.mask(new InstanceMask.Broken(fault));
        }
        return fault;
    }

    /** Forgets the last mask. */
    void forget() {
        fault = null;
        measured = false;
        pendingLength = -1;
    }

    /** Puts the last mask into the table if it is of run lengths; outlines are there already. */
    void store() {
        if (!store || pendingLength < 0) {
            return;
        }
        if (pendingEscaped) {
            int length = unescape(pendingStart, pendingStart + pendingLength);
            table.runText(pendingHeight, pendingWidth, unescaped, 0, length);
        } else {
            table.runText(pendingHeight, pendingWidth, pending, pendingStart, pendingLength);
        }
    }

    private void polygons() throws IOException {
        json.position++;
        table.beginPolygons();
        if (json.empty(']')) {
            return;
        }
        do {
            if (json.peek() == '[') {
                ring();
            } else {
                fault = "its segmentation is a list of something else than outlines (lists of numbers)";
                json.skip();
            }
        } while (json.next(']'));
    }

    private void ring() throws IOException {
        table.beginRing();
        if (list.take(json)) {
            table.corners(list.values, list.count);
            table.endRing();
            return;
        }
        json.position++;
        if (!json.empty(']')) {
            do {
                table.corner(coordinate(json.peek()));
            } while (json.next(']'));
        }
        table.endRing();
    }

    /** Numbers as text are accepted, as pycocotools does. */
    private double coordinate(int c) throws IOException {
        if (JsonScanner.startsNumber(c)) {
            return json.number();
        }
        if (c == '"') {
            json.string();
            try {
                return Double.parseDouble(json.text());
            } catch (NumberFormatException e) {
                fault = "an outline has \"" + json.text() + "\" in place of a number";
            }
        } else {
            fault = "an outline has something else than numbers";
            json.skip();
        }
        return Double.NaN;
    }

    private void runs() throws IOException {
        json.position++;
        int[] size = {-1, -1};
        int textStart = -1;
        int textEnd = -1;
        boolean escaped = false;
        count = -1;
        for (int member = 0; true; member++) {
            int start = json.position;
            int key = guess.next(json, member);
            if (key == MemberGuess.UNKNOWN) {
                if (member == 0 ? json.empty('}') : !json.next('}')) {
                    break;
                }
                json.key();
                key = json.isText(Keys.SIZE) ? SIZE_KEY : json.isText(Keys.COUNTS) ? COUNTS_KEY : OTHER_KEY;
                json.peek();
                guess.learn(json, start, member, key);
            }
            int c = json.peek();
            if (key == SIZE_KEY && c == '[') {
                size(size);
            } else if (key == COUNTS_KEY && c == '"' && size[0] >= 0 && measuredInPlace(size[0], size[1])) {
                textStart = json.textStart;
                textEnd = json.textEnd;
                escaped = json.textEscaped;
            } else if (key == COUNTS_KEY && c == '"') {
                measured = false;
                json.string();
                textStart = json.textStart;
                textEnd = json.textEnd;
                escaped = json.textEscaped;
            } else if (key == COUNTS_KEY && c == '[') {
                counts();
            } else {
                json.skip();
            }
        }
        if (fault == null && size[0] < 0) {
            fault = "its run lengths have no size [height, width]";
        }
        if (fault != null) {
            return;
        }
        if (textStart >= 0) {
            text(size[0], size[1], textStart, textEnd, escaped);
        } else if (count >= 0) {
            byte[] text = RleText.encode(counts, 0, count);
            text(size[0], size[1], text, 0, text.length);
        } else {
            fault = "its run lengths have no counts";
        }
    }

    private void size(int[] size) throws IOException {
        int numbers = 0;
        int start = json.position;
        if (list.take(json)) {
            if (list.count == 2 && isSide(list.values[0]) && isSide(list.values[1])) {
                size[0] = (int) list.values[0];
                size[1] = (int) list.values[1];
                return;
            }
            json.position = start;
        }
        json.position++;
        if (!json.empty(']')) {
            do {
                double value = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped();
                if (!isSide(value)) {
                    fault = "the size of its run lengths is not two whole numbers";
                } else if (numbers < 2) {
                    size[numbers] = (int) value;
                }
                numbers++;
            } while (json.next(']'));
        }
        if (numbers != 2) {
            fault = "the size of its run lengths has " + numbers + " numbers instead of 2";
        }
    }

    private static boolean isSide(double value) {
        return value == (int) value && value >= 0;
    }

    /** Fractions are cut off, as pycocotools does. */
    private void counts() throws IOException {
        count = 0;
        json.position++;
        if (json.empty(']')) {
            return;
        }
        do {
            double value = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped();
            if (value != value) {
                fault = "its run lengths hold something else than numbers";
            } else if (fault == null && (value <= -1 || value > Integer.MAX_VALUE)) {
                fault = "run " + count + " of its run lengths is "
                        + BigDecimal.valueOf(value).toBigInteger();
            }
            if (count == counts.length) {
                counts = Arrays.copyOf(counts, 2 * count);
            }
            counts[count++] = (int) value;
        } while (json.next(']'));
    }

    private double skipped() throws IOException {
        json.skip();
        return Double.NaN;
    }

    private void text(int height, int width, int start, int end, boolean escaped) {
        if (escaped && measured) {
            text(height, width, json.bytes, start, end - start);
            pendingEscaped = true;
        } else if (escaped) {
            int length = unescape(start, end);
            text(height, width, unescaped, 0, length);
        } else {
            text(height, width, json.bytes, start, end - start);
        }
    }

    private void text(int height, int width, byte[] text, int from, int length) {
        if (measure != null && !measured) {
            try {
                measure.text(text, from, from + length, height, width);
                measured = true;
            } catch (MaskException broken) {
                fault = broken.getMessage();
            }
        }
        pending = text;
        pendingStart = from;
        pendingLength = length;
        pendingHeight = height;
        pendingWidth = width;
        pendingEscaped = false;
    }

    private boolean measuredInPlace(int height, int width) {
        int start = json.position + 1;
        measured = measure != null && measure.quoted(json.bytes, start, height, width);
        if (measured) {
            json.textStart = start;
            json.textEnd = measure.end;
            json.textEscaped = measure.escaped;
            json.position = measure.end + 1;
        }
        return measured;
    }

    /** Backslashes are ordinary characters of run lengths and come doubled; any other escape takes the slow way. */
    private int unescape(int start, int end) {
        if (unescaped.length < end - start) {
            unescaped = new byte[Math.max(end - start, 2 * unescaped.length)];
        }
        byte[] from = json.bytes;
        byte[] to = unescaped;
        int length = 0;
        for (int p = start; p < end; p++) {
            byte c = from[p];
            if (c == '\\' && from[++p] != '\\') {
                return decoded();
            }
            to[length++] = c;
        }
        return length;
    }

    private int decoded() {
        byte[] text = json.text().getBytes(StandardCharsets.UTF_8);
        if (unescaped.length < text.length) {
            unescaped = new byte[text.length];
        }
        System.arraycopy(text, 0, unescaped, 0, text.length);
        return text.length;
    }
}
