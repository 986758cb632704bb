package maskrcnn4j.dataset;

import java.util.Arrays;

/** From ids to places without boxing: open addressing, at most two thirds full. */
final class LongIndex {
    private long[] keys = new long[32];
    private int[] places = new int[32];
    private int size;

    LongIndex() {
        Arrays.fill(places, -1);
    }

    /** The place stored for the id, or -1. */
    int get(long id) {
        int slot = slot(id);
        return places[slot];
    }

    /** Stores a place for an id unless it has one; returns the place that the id had, or -1. */
    int putIfAbsent(long id, int place) {
        int slot = slot(id);
        int before = places[slot];
        if (before < 0) {
            keys[slot] = id;
            places[slot] = place;
            if (3 * ++size > 2 * keys.length) {
                grow();
            }
        }
        return before;
    }

    private int slot(long id) {
        int mask = keys.length - 1;
        long mixed = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (places[slot] >= 0 && keys[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = new int[2 * oldKeys.length];
        Arrays.fill(places, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPlaces[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
