package maskrcnn4j.weights.pickle;

/**
 * A reference to something outside of the pickle, such as a storage of torch.
 *
 * @param id what names it
 */
public record PickleReference(Object id) {}
