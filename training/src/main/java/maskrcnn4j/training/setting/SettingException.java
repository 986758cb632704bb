package maskrcnn4j.training.setting;

/** A setting that cannot be: its key within its record, its value and what may be. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String problem;

    /**
     * Makes an exception whose message is one line.
     *
     * @param record what the record is called in messages, for example {@code optimizer}; may be empty
     * @param key the component
     * @param problem its value, and what may be
     */
    public SettingException(String record, String key, String problem) {
        super((record.isEmpty() ? "" : record + ".") + key + " " + problem);
        this.key = key;
        this.problem = problem;
    }

    /** The component that is wrong. */
    public String key() {
        return key;
    }

    /** Its value, and what may be. */
    public String problem() {
        return problem;
    }
}
