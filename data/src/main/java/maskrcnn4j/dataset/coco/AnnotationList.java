package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import maskrcnn4j.dataset.ReadProblem;
import org.jspecify.annotations.Nullable;

/**
 * Reads one long list of entries in blocks, side by side. Where a block begins is guessed (at the first {@code },{}
 * behind its nominal place) and proved afterwards: the block before must end exactly there, otherwise the block is read
 * again from where it truly begins. The result is that of reading from front to back.
 */
final class AnnotationList {
    /** Large enough to make starting a block cheap, small enough to share a file of some megabytes. */
    static final int BLOCK = 1 << 20;

    /** How far behind the nominal end of a block its last entry may reach without a second look at the file. */
    private static final int MARGIN = 64 << 10;

    private final Path file;
    private final FileChannel channel;
    private final String name;
    private final TextIds textIds;
    private final AnnotationParser.Wanted wanted;
    private final ReadProblem.Handler handler;
    private final Windows windows = new Windows(BLOCK + MARGIN);

    /**
     * A list to be read.
     *
     * @param name what messages call it
     */
    AnnotationList(
            Path file,
            FileChannel channel,
            String name,
            TextIds textIds,
            AnnotationParser.Wanted wanted,
            ReadProblem.Handler handler) {
        this.file = file;
        this.channel = channel;
        this.name = name;
        this.textIds = textIds;
        this.wanted = wanted;
        this.handler = handler;
    }

    /** What was read, and where the list ends: behind its closing bracket. */
    record Read(AnnotationColumns columns, long end) {}

    /** Reads from behind the opening bracket, when the list is not empty. */
    Read read(long start) throws IOException {
        int count = (int) Math.max(1, (channel.size() - start) / BLOCK);
        Block[] blocks = new Block[count];
        for (int i = 0; i < count; i++) {
            long from = start + (long) i * BLOCK;
            blocks[i] = new Block(from, i + 1 < count ? from + BLOCK : Long.MAX_VALUE, i == 0);
        }
        if (count == 1) {
            blocks[0].compute();
        } else {
            ForkJoinTask.invokeAll(blocks);
        }
        return join(blocks);
    }

    private Read join(Block[] blocks) throws IOException {
        long expected = blocks[0].first;
        long lastBrace = -1;
        int joined = 0;
        boolean closed = false;
        for (; joined < blocks.length && !closed; joined++) {
            Block block = blocks[joined];
            if (block.nominalEnd <= lastBrace) {
                block.parsed = null;
                continue;
            }
            if (block.first != expected) {
                block.parseFrom(expected);
            }
            if (block.failure != null) {
                throw block.failure;
            }
            lastBrace = block.lastBrace;
            expected = block.end;
            closed = block.closed;
        }
        AnnotationColumns all = collect(blocks, joined);
        return new Read(all, expected);
    }

    private AnnotationColumns collect(Block[] blocks, int joined) throws IOException {
        int total = 0;
        AnnotationColumns all = null;
        long before = 0;
        for (int i = 0; i < joined; i++) {
            AnnotationParser parsed = blocks[i].parsed;
            if (parsed == null) {
                continue;
            }
            for (EntryProblem problem : parsed.problems) {
                handler.report(problem.named(file, name, before));
            }
            before += parsed.entries;
            total += parsed.columns.count();
        }
        for (int i = 0; i < joined; i++) {
            AnnotationParser parsed = blocks[i].parsed;
            blocks[i].parsed = null;
            if (parsed == null) {
                continue;
            }
            if (all == null) {
                all = parsed.columns;
                all.reserve(total);
            } else {
                all.append(parsed.columns);
            }
        }
        return all == null ? new AnnotationColumns(wanted.scored()) : all;
    }

    /** A part of the list. A block that begins in the middle of an entry, or behind the list, may fail: nobody minds. */
    private final class Block extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final long nominalStart;
        private final long nominalEnd;
        private final boolean exact;

        transient @Nullable AnnotationParser parsed;
        transient @Nullable IOException failure;

        /** Where its first entry begins; -1 if none was found. */
        long first = -1;

        /** Where the entry behind its last one begins, or the end of the list. */
        long end;

        /** Where its last entry ends. */
        long lastBrace;

        boolean closed;

        Block(long nominalStart, long nominalEnd, boolean exact) {
            this.nominalStart = nominalStart;
            this.nominalEnd = nominalEnd;
            this.exact = exact;
            first = exact ? nominalStart : -1;
        }

        @Override
        protected void compute() {
            byte[] window = windows.borrow();
            try {
                JsonScanner json = new JsonScanner(file, channel, nominalStart, window);
                if (exact || guess(json)) {
                    first = json.offset();
                    parse(json);
                }
            } catch (IOException e) {
                failure = e;
            } finally {
                windows.giveBack(window);
            }
        }

        void parseFrom(long start) throws IOException {
            first = start;
            failure = null;
            JsonScanner json = new JsonScanner(file, channel, start, BLOCK);
            parse(json);
        }

        private boolean guess(JsonScanner json) {
            byte[] b = json.bytes;
            for (int p = 0; p < json.limit; p++) {
                if (b[p] == '}') {
                    int q = p + 1;
                    while (b[q] == ' ' || b[q] == '\n' || b[q] == '\r' || b[q] == '\t') {
                        q++;
                    }
                    if (b[q] != ',') {
                        continue;
                    }
                    q++;
                    while (b[q] == ' ' || b[q] == '\n' || b[q] == '\r' || b[q] == '\t') {
                        q++;
                    }
                    if (b[q] == '{') {
                        json.position = q;
                        return true;
                    }
                }
            }
            return false;
        }

        private void parse(JsonScanner json) throws IOException {
            AnnotationParser parser = new AnnotationParser(json, textIds, wanted);
            parsed = parser;
            do {
                parser.entry();
                lastBrace = json.offset() - 1;
                closed = !nextEntry(json);
            } while (!closed && lastBrace < nominalEnd);
            end = json.offset();
        }

        private boolean nextEntry(JsonScanner json) throws IOException {
            while (true) {
                int before = json.position;
                try {
                    boolean more = json.next(']');
                    if (more) {
                        json.peek();
                        if (json.position >= json.limit) {
                            throw json.fault(json.position, "expected an entry");
                        }
                    }
                    return more;
                } catch (JsonBytes.More more) {
                    json.slide(before);
                }
            }
        }
    }
}
