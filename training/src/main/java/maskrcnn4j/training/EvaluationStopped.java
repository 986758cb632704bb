package maskrcnn4j.training;

/** An evaluation that was cut short because the run is to stop. */
final class EvaluationStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    EvaluationStopped() {
        super("the evaluation was stopped");
    }
}
