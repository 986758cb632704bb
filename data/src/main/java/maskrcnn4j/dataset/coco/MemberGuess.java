package maskrcnn4j.dataset.coco;

import java.util.Arrays;

/**
 * Guesses the next key of an object: programs write the members of every entry in one order with the same spaces, so what
 * stood between two values in an earlier entry most likely stands there again. Bytes that were read with care once need
 * only be compared.
 */
final class MemberGuess {
    /** No guess. */
    static final int UNKNOWN = -1;

    private static final int MOST_MEMBERS = 24;
    private static final int LONGEST = 64;

    private final byte[][] between = new byte[MOST_MEMBERS][0];
    private final int[] keys = new int[MOST_MEMBERS];

    /** Moves the scanner behind the key and the colon of the next member if they are the ones that are expected. */
    int next(JsonScanner json, int member) {
        if (member >= MOST_MEMBERS) {
            return UNKNOWN;
        }
        byte[] expected = between[member];
        byte[] b = json.bytes;
        int start = json.position;
        int length = expected.length;
        if (length == 0 || length > json.limit - start) {
            return UNKNOWN;
        }
        for (int i = 0; i < length; i++) {
            if (b[start + i] != expected[i]) {
                return UNKNOWN;
            }
        }
        json.position = start + length;
        return keys[member];
    }

    /** Notes what stood from {@code start} to the scanner's position, where the value of a member begins. */
    void learn(JsonScanner json, int start, int member, int key) {
        if (member < MOST_MEMBERS && json.position - start <= LONGEST) {
            between[member] = Arrays.copyOfRange(json.bytes, start, json.position);
            keys[member] = key;
        }
    }
}
