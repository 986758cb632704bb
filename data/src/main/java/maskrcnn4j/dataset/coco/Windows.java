package maskrcnn4j.dataset.coco;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays that blocks read into, one after another: as many as there are threads, instead of one for each block. */
final class Windows {
    private final int length;
    private final Deque<byte[]> free = new ArrayDeque<>();

    Windows(int length) {
        this.length = length;
    }

    synchronized byte[] borrow() {
        return free.isEmpty() ? new byte[length] : free.pop();
    }

    synchronized void giveBack(byte[] window) {
        free.push(window);
    }
}
