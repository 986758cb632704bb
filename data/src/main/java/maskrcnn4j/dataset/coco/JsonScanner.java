package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The tokens of JSON, strictly by RFC 8259. Nothing is made into objects
 * that nobody asked for.
 */
final class JsonScanner extends JsonNumbers {
    /** Deeper nesting has no honest use and only serves to break readers. */
    private static final int DEEPEST = 512;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** The last string: between its quotes, and whether it holds escapes. */
    int textStart;

    int textEnd;
    boolean textEscaped;

    private final long[] nesting = new long[DEEPEST / 64];

    JsonScanner(Path file, FileChannel channel, long start, int window) throws IOException {
        super(file, channel, start, window);
    }

    JsonScanner(Path file, FileChannel channel, long start, byte[] borrowed) throws IOException {
        super(file, channel, start, borrowed);
    }

    /** The next byte that is not white space, without taking it. */
    int peek() {
        byte[] b = bytes;
        int p = position;
        int c = b[p];
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = b[++p];
        }
        position = p;
        return c;
    }

    /** Takes this byte, or says what was expected. */
    void take(int expected) throws IOException {
        if (peek() != expected) {
            throw fault(position, "expected '" + (char) expected + "'");
        }
        position++;
    }

    /** After a member or an element: takes a comma and returns true, or takes the end and returns false. */
    boolean next(int end) throws IOException {
        int c = peek();
        if (c == ',') {
            position++;
            return true;
        }
        if (c != end) {
            throw fault(position, "expected ',' or '" + (char) end + "'");
        }
        position++;
        return false;
    }

    /** After an opening bracket: takes the closing one and returns true if there is nothing between them. */
    boolean empty(int end) {
        if (peek() == end) {
            position++;
            return true;
        }
        return false;
    }

    /** Takes a key and its colon; {@link #textStart} and {@link #textEnd} then bound it. */
    void key() throws IOException {
        if (peek() != '"') {
            throw fault(position, "expected a key in quotes");
        }
        string();
        int c = peek();
        if (c != ':') {
            throw fault(position, "expected ':' after a key");
        }
        position++;
    }

    /** Whether the last string is this one. Keys are never written with escapes. */
    boolean isText(byte[] text) {
        byte[] b = bytes;
        int start = textStart;
        if (textEnd - start != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (b[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Takes a string without decoding it. */
    void string() throws IOException {
        byte[] b = bytes;
        int p = position + 1;
        textStart = p;
        textEscaped = false;
        while (true) {
            int c = b[p];
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                textEscaped = true;
                p = escape(p);
            } else if ((c & 0xE0) == 0) {
                throw fault(p, "a control character in a string");
            } else {
                p++;
            }
        }
        textEnd = p;
        position = p + 1;
    }

    private int escape(int at) throws IOException {
        int c = bytes[at + 1];
        switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 2;
            case 'u':
                for (int i = 2; i < 6; i++) {
                    if (Character.digit(bytes[at + i], 16) < 0) {
                        throw fault(at + i, "expected four hexadecimal digits after \\u");
                    }
                }
                return at + 6;
            default:
                throw fault(at + 1, "an unknown escape in a string");
        }
    }

    /** The last string, decoded. */
    String text() {
        if (!textEscaped) {
            return new String(bytes, textStart, textEnd - textStart, StandardCharsets.UTF_8);
        }
        StringBuilder decoded = new StringBuilder();
        int plain = textStart;
        int p = textStart;
        while (p < textEnd) {
            if (bytes[p] != '\\') {
                p++;
                continue;
            }
            decoded.append(new String(bytes, plain, p - plain, StandardCharsets.UTF_8));
            int c = bytes[p + 1];
            decoded.append(
                    switch (c) {
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'u' ->
                            (char) Integer.parseInt(new String(bytes, p + 2, 4, StandardCharsets.ISO_8859_1), 16);
                        default -> (char) c;
                    });
            p += c == 'u' ? 6 : 2;
            plain = p;
        }
        return decoded.append(new String(bytes, plain, p - plain, StandardCharsets.UTF_8))
                .toString();
    }

    /** Takes {@code true}, {@code false} or {@code null}. */
    void word() throws IOException {
        switch (bytes[position]) {
            case 't' -> word(position, TRUE);
            case 'f' -> word(position, FALSE);
            case 'n' -> word(position, NULL);
            default -> throw fault(position, "expected a value");
        }
    }

    /** Takes any value and forgets it; its syntax is checked all the same. */
    void skip() throws IOException {
        int depth = 0;
        while (true) {
            int c = peek();
            if (c == '[' && NumberList.skip(this)) {
                c = 0;
            } else if (c == '{' || c == '[') {
                position++;
                if (!empty(c + 2)) {
                    depth = open(depth, c == '{');
                    if (c == '{') {
                        key();
                    }
                    continue;
                }
            } else if (c == '"') {
                string();
            } else if (startsNumber(c)) {
                skipNumber();
            } else {
                word();
            }
            while (depth > 0 && !next(inObject(depth) ? '}' : ']')) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            if (inObject(depth)) {
                key();
            }
        }
    }

    private int open(int depth, boolean object) throws IOException {
        if (depth == DEEPEST) {
            throw fault(position - 1, "nested deeper than " + DEEPEST);
        }
        long bit = 1L << depth;
        nesting[depth >> 6] = object ? nesting[depth >> 6] | bit : nesting[depth >> 6] & ~bit;
        return depth + 1;
    }

    private boolean inObject(int depth) {
        return (nesting[depth - 1 >> 6] >>> depth - 1 & 1) != 0;
    }
}
