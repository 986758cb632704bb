package maskrcnn4j.weights.pickle;

import java.util.Optional;

/** A record of an object that the pickle wanted to be made: by calling what, with which arguments, and what it was given. */
public final class PickleObject {
    private final Object maker;
    private final PickleTuple arguments;
    private Object state = PickleNone.NONE;
    private PickleDict entries = NO_ENTRIES;
    private PickleList items = NO_ITEMS;

    private static final PickleDict NO_ENTRIES = new PickleDict();
    private static final PickleList NO_ITEMS = new PickleList();

    PickleObject(Object maker, PickleTuple arguments) {
        this.maker = maker;
        this.arguments = arguments;
    }

    /** What would have been called; usually a {@link PickleGlobal}. */
    public Object maker() {
        return maker;
    }

    /** Whether it would have been made by calling this. */
    public boolean isMadeBy(String module, String name) {
        return maker instanceof PickleGlobal global
                && global.name().equals(name)
                && global.module().equals(module);
    }

    /** The arguments of the call. */
    public PickleTuple arguments() {
        return arguments;
    }

    /** An argument, if there are that many. */
    public Optional<Object> argument(int index) {
        return index < arguments.items().size() ? Optional.of(arguments.items().get(index)) : Optional.empty();
    }

    /** What its attributes were to be set from; {@link PickleNone#NONE} if nothing. */
    public Object state() {
        return state;
    }

    /** Entries that were stored in it by key. */
    public PickleDict entries() {
        return entries;
    }

    /** Items that were appended to it. */
    public PickleList items() {
        return items;
    }

    void build(Object newState) {
        state = newState;
    }

    void put(Object key, Object value) {
        if (entries == NO_ENTRIES) {
            entries = new PickleDict();
        }
        entries.put(key, value);
    }

    void append(Object item) {
        if (items == NO_ITEMS) {
            items = new PickleList();
        }
        items.add(item);
    }
}
