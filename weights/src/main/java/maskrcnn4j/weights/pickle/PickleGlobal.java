package maskrcnn4j.weights.pickle;

/**
 * The name of a class or function that a pickle refers to; it is never looked up.
 *
 * @param module for example {@code collections}
 * @param name for example {@code OrderedDict}
 */
public record PickleGlobal(String module, String name) {
    /** For example {@code collections.OrderedDict}. */
    @Override
    public String toString() {
        return module + "." + name;
    }
}
