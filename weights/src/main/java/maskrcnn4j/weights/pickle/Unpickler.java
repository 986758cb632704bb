package maskrcnn4j.weights.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.Storage;

/**
 * Reads one pickle of protocol 0 to 5. The result is made of {@link PickleNone}, {@link Boolean}, {@link Long}, {@link
 * BigInteger}, {@link Double}, {@link String}, {@link PickleBytes}, {@link PickleTuple}, {@link PickleList}, {@link
 * PickleDict}, {@link PickleGlobal}, {@link PickleObject} and {@link PickleReference}. It may contain itself.
 */
public final class Unpickler {
    /** More values than any checkpoint has beside its arrays; a hostile file could fill the memory with less. */
    private static final int MAX_VALUES = 4_000_000;

    private static final int NO_MARK = -1;

    private final PickleInput in;
    private final ArrayList<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final List<PickleReference> references = new ArrayList<>();
    private int[] marks = new int[8];
    private int markCount;
    private int values;

    private Unpickler(PickleInput in) {
        this.in = in;
    }

    /**
     * What was read.
     *
     * @param value the object
     * @param references all references to things outside of the pickle, in the order in which they were made
     * @param end the place in the storage after the pickle
     */
    public record Result(Object value, List<PickleReference> references, long end) {}

    /**
     * Reads a pickle.
     *
     * @param storage holds it
     * @param start its first byte
     * @throws WeightException if it is damaged, uses what is not supported, or asks for code to be run
     * @throws IOException if it cannot be read
     */
    public static Result read(Storage storage, long start) throws IOException {
        PickleInput in = new PickleInput(storage, start);
        Unpickler unpickler = new Unpickler(in);
        Object value = unpickler.run();
        return new Result(value, unpickler.references, in.position());
    }

    private Object run() throws IOException {
        for (int code = in.u8(); code != '.'; code = in.u8()) {
            step(code);
        }
        return pop();
    }

    private void step(int code) throws IOException {
        switch (code) {
            case 0x80 -> version(in.u8()); // PROTO
            case 0x95 -> in.i64(); // FRAME
            case '(' -> mark();
            case '0' -> discard(); // POP
            case '1' -> popToMark(); // POP_MARK
            case '2' -> push(top()); // DUP
            case 'N' -> push(PickleNone.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) in.u8());
            case 'M' -> push((long) in.u16());
            case 'J' -> push((long) in.i32());
            case 0x8a -> push(integer(in.bytes(in.u8(), "a number")));
            case 0x8b -> push(integer(in.bytes(in.u32(), "a number")));
            case 'I' -> push(PickleText.integer(in.line()));
            case 'L' -> push(PickleText.integer(in.line()));
            case 'G' -> push(in.f64());
            case 'F' -> push(PickleText.real(in.line()));
            case 'X' -> push(in.text(in.u32()));
            case 0x8c -> push(in.text(in.u8()));
            case 0x8d -> push(in.text(in.i64()));
            case 'V' -> push(PickleText.unicode(in.line()));
            case 'S' -> push(PickleText.quoted(in.line()));
            case 'U', 'C' -> push(in.byteString(in.u8()));
            case 'T' -> push(in.byteString(in.i32()));
            case 'B' -> push(in.byteString(in.u32()));
            case 0x8e, 0x96 -> push(in.byteString(in.i64()));
            case ')' -> push(PickleTuple.EMPTY);
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 't' -> push(new PickleTuple(popToMark()));
            case ']', 0x8f -> push(new PickleList());
            case 'l', 0x91 -> push(list(popToMark()));
            case '}' -> push(new PickleDict());
            case 'd' -> push(dict(popToMark()));
            case 'a' -> append(List.of(pop()));
            case 'e', 0x90 -> append(popToMark());
            case 's' -> put(popLast(2));
            case 'u' -> put(popToMark());
            case 'q' -> keep(in.u8());
            case 'r' -> keep(in.u32());
            case 'p' -> keep(PickleText.index(in.line()));
            case 0x94 -> keep(memo.size());
            case 'h' -> recall(in.u8());
            case 'j' -> recall(in.u32());
            case 'g' -> recall(PickleText.index(in.line()));
            default -> object(code);
        }
    }

    /** What builds objects of classes. */
    private void object(int code) throws IOException {
        switch (code) {
            case 'c' -> {
                String module = in.line();
                push(global(module, in.line()));
            }
            case 0x93 -> {
                List<Object> names = popLast(2);
                push(global(word(names.get(0)), word(names.get(1))));
            }
            case 'R', 0x81 -> call(popLast(2)); // REDUCE, NEWOBJ
            case 0x92 -> call(popLast(3)); // NEWOBJ_EX, whose arguments by name are of no interest
            case 'i' -> {
                String module = in.line();
                PickleGlobal type = global(module, in.line());
                push(new PickleObject(type, new PickleTuple(popToMark())));
            }
            case 'o' -> {
                List<Object> call = popToMark();
                if (call.isEmpty()) {
                    throw damaged("an object without a class");
                }
                push(new PickleObject(call.get(0), new PickleTuple(call.subList(1, call.size()))));
            }
            case 'b' -> {
                Object state = pop();
                if (top() instanceof PickleObject built) {
                    built.build(state);
                }
            }
            case 'P' -> refer(in.line());
            case 'Q' -> refer(pop());
            case 0x97, 0x98 ->
                throw new WeightException("the pickle refers to buffers outside of it, which are not in the file");
            case 0x82, 0x83, 0x84 ->
                throw new WeightException("the pickle uses Python's extension registry, which is not supported");
            default -> throw damaged(String.format("unknown instruction 0x%02x", code));
        }
    }

    private static void version(int version) throws WeightException {
        if (version > 5) {
            throw new WeightException("the pickle has protocol " + version + ", protocols up to 5 are read");
        }
    }

    private static PickleGlobal global(String module, String name) throws WeightException {
        PickleGlobal global = new PickleGlobal(module, name);
        if (CodeGlobals.has(global)) {
            throw new WeightException("refused: its pickle asks Python to use " + PickleText.shown(global.toString())
                    + ", which weights never need; nothing was executed");
        }
        return global;
    }

    private static String word(Object value) throws WeightException {
        return PickleBytes.textOf(value).orElseThrow(() -> damaged("the name of a class is no text"));
    }

    private void refer(Object id) throws WeightException {
        PickleReference reference = new PickleReference(id);
        references.add(reference);
        push(reference);
    }

    private void call(List<Object> makerAndArguments) throws WeightException {
        if (!(makerAndArguments.get(1) instanceof PickleTuple arguments)) {
            throw damaged("the arguments of a call are no tuple");
        }
        push(new PickleObject(makerAndArguments.get(0), arguments));
    }

    private static Object integer(byte[] littleEndian) throws WeightException {
        if (littleEndian.length == 0) {
            return 0L;
        }
        byte[] bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = littleEndian[i];
        }
        return PickleText.small(new BigInteger(bytes));
    }

    private void append(List<Object> items) throws WeightException {
        Object target = top();
        if (target instanceof PickleList list) {
            items.forEach(list::add);
        } else if (target instanceof PickleObject object) {
            items.forEach(object::append);
        } else {
            throw damaged("items are appended to what is no list");
        }
    }

    private void put(List<Object> entries) throws WeightException {
        Object target = top();
        if (entries.size() % 2 != 0) {
            throw damaged("a key without a value");
        }
        for (int i = 0; i < entries.size(); i += 2) {
            if (target instanceof PickleDict dict) {
                dict.put(entries.get(i), entries.get(i + 1));
            } else if (target instanceof PickleObject object) {
                object.put(entries.get(i), entries.get(i + 1));
            } else {
                throw damaged("entries are stored in what is no dictionary");
            }
        }
    }

    private static PickleList list(List<Object> items) {
        PickleList list = new PickleList();
        items.forEach(list::add);
        return list;
    }

    private static PickleDict dict(List<Object> entries) throws WeightException {
        PickleDict dict = new PickleDict();
        if (entries.size() % 2 != 0) {
            throw damaged("a key without a value");
        }
        for (int i = 0; i < entries.size(); i += 2) {
            dict.put(entries.get(i), entries.get(i + 1));
        }
        return dict;
    }

    private void tuple(int count) throws WeightException {
        push(new PickleTuple(popLast(count)));
    }

    private void keep(long index) throws WeightException {
        count();
        memo.put(index, top());
    }

    private void recall(long index) throws WeightException {
        Object value = memo.get(index);
        if (value == null) {
            throw damaged("it recalls value " + index + ", which it never kept");
        }
        push(value);
    }

    private void mark() throws WeightException {
        count();
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = stack.size();
    }

    private int lastMark() {
        return markCount == 0 ? NO_MARK : marks[markCount - 1];
    }

    /** Takes a value off; of the marks, one that lies on top. */
    private void discard() throws WeightException {
        if (lastMark() == stack.size()) {
            markCount--;
        } else {
            pop();
        }
    }

    private List<Object> popToMark() throws WeightException {
        if (markCount == 0) {
            throw damaged("a group that was never begun");
        }
        int mark = marks[--markCount];
        return popLast(stack.size() - mark, mark);
    }

    private List<Object> popLast(int count) throws WeightException {
        int first = stack.size() - count;
        if (first < Math.max(0, lastMark())) {
            throw damaged("a value is missing");
        }
        return popLast(count, first);
    }

    private List<Object> popLast(int count, int first) {
        List<Object> tail = stack.subList(first, first + count);
        List<Object> taken = List.copyOf(tail);
        tail.clear();
        return taken;
    }

    private Object pop() throws WeightException {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    private Object top() throws WeightException {
        if (stack.size() <= Math.max(0, lastMark())) {
            throw damaged("a value is missing");
        }
        return stack.get(stack.size() - 1);
    }

    private void push(Object value) throws WeightException {
        count();
        stack.add(value);
    }

    private void count() throws WeightException {
        if (++values > MAX_VALUES) {
            throw new WeightException("the pickle holds more than " + MAX_VALUES + " values: too many for weights");
        }
    }

    private static WeightException damaged(String what) {
        return new WeightException("damaged: its pickle is none (" + what + ")");
    }
}
