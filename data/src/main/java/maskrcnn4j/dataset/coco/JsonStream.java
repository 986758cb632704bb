package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Walks over the outer levels of a file whose inner entries a {@link JsonScanner} takes whole: each step is begun again
 * when the window ended in the middle of it.
 */
final class JsonStream {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Something that takes part of the file, and does nothing that cannot be done again, until it has all of it. */
    interface Step {
        void take(JsonScanner json) throws IOException;
    }

    /** What is done with each member of an object; the key is the last string of the scanner. */
    interface Member {
        void take(JsonStream stream) throws IOException;
    }

    private static final Step KEY = new Step() {
        @Override
        public void take(JsonScanner json) throws IOException {
            json.key();
        }
    };

    private static final Step SKIP = new Step() {
        @Override
        public void take(JsonScanner json) throws IOException {
            json.skip();
            json.needMore();
        }
    };

    final JsonScanner json;

    private boolean stopped;

    JsonStream(Path file, FileChannel channel) throws IOException {
        json = new JsonScanner(file, channel, 0, JsonBytes.WINDOW);
        for (int i = 0; i < 3 && json.bytes[i] == BYTE_ORDER_MARK[i]; i++) {
            json.position = i + 1;
        }
        if (json.position < 3) {
            json.position = 0;
        }
    }

    /** Takes a step, with as much of the file in the window as it needs. */
    void whole(Step step) throws IOException {
        int start = json.position;
        while (true) {
            try {
                step.take(json);
                return;
            } catch (JsonBytes.More more) {
                json.slide(start);
                start = 0;
            }
        }
    }

    /** The next byte that is not white space. */
    int peek() throws IOException {
        while (true) {
            int c = json.peek();
            if (json.position < json.limit || json.atEnd()) {
                return c;
            }
            json.slide(json.position);
        }
    }

    /** Takes an opening bracket; returns whether something follows before the closing one. */
    boolean open(int bracket) throws IOException {
        if (peek() != bracket) {
            throw json.fault(json.position, "expected '" + (char) bracket + "'");
        }
        json.position++;
        peek();
        return !json.empty(bracket + 2);
    }

    /** Takes a comma and returns true, or the closing bracket and returns false. */
    boolean next(int end) throws IOException {
        peek();
        return json.next(end);
    }

    /** Takes every member of the object that begins here. */
    void members(Member member) throws IOException {
        if (!open('{')) {
            return;
        }
        do {
            peek();
            whole(KEY);
            member.take(this);
        } while (!stopped && next('}'));
    }

    /** Ends the walk over members: what was looked for is found. */
    void stop() {
        stopped = true;
    }

    /** Takes every element of the list that begins here. */
    void elements(String name, Step element) throws IOException {
        if (opensList(name)) {
            do {
                peek();
                whole(element);
            } while (next(']'));
        }
    }

    /** Takes the opening bracket of a list; returns whether it has elements. */
    boolean opensList(String name) throws IOException {
        if (peek() != '[') {
            throw json.wrong(json.position, name + " is not a list");
        }
        return open('[');
    }

    /** Takes any value and forgets it, however large a list it is. */
    void skip() throws IOException {
        if (peek() == '[') {
            elements("", SKIP);
        } else {
            whole(SKIP);
        }
    }

    /** Makes sure that nothing but white space is left. */
    void end() throws IOException {
        peek();
        if (!json.atEnd()) {
            throw json.fault(json.position, "expected the end of the file");
        }
    }
}
