package maskrcnn4j.tensor;

/** Memory for a tensor could not be had; the message names what was asked for and what is free, and says what helps. */
public final class TensorMemoryException extends TensorException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    TensorMemoryException(String problem, String remedy, Throwable cause) {
        super(problem + ": " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** The same, said of a layer. */
    public TensorMemoryException in(String layer) {
        return new TensorMemoryException(layer + ": " + problem, remedy, this);
    }

    /** What happened, without what helps, for those who know better what does. */
    public String problem() {
        return problem;
    }
}
