package maskrcnn4j.dataset;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Something in a data set that its reader can do nothing with, and could leave out.
 *
 * @param severity an error for what should have been an object or a picture; a note for what is left out by rule
 * @param exception what is wrong, where, and what the user can do
 */
public record ReadProblem(Severity severity, DatasetException exception) {

    /** Decides whether reading goes on without the thing that is wrong. */
    @FunctionalInterface
    public interface Handler {
        /** Ends reading at the first error; logs the rest. */
        Handler STRICT = problem -> {
            if (problem.severity() == Severity.ERROR) {
                throw problem.exception();
            }
            LoggerFactory.getLogger(ReadProblem.class).info(problem.exception().getMessage());
        };

        /**
         * Takes note of a problem. Returning means that the thing is left out and reading goes on.
         *
         * @throws DatasetException to end reading
         */
        void report(ReadProblem problem) throws DatasetException;
    }

    /** An error. */
    public static ReadProblem error(DatasetException exception) {
        return new ReadProblem(Severity.ERROR, exception);
    }

    /** Something that can be used but is probably not as meant. */
    public static ReadProblem warning(Path file, String entry, String fault, String remedy) {
        return new ReadProblem(Severity.WARNING, DatasetException.of(file, entry, fault, remedy));
    }

    /** Something left out by rule. */
    public static ReadProblem note(Path file, String entry, String fault, String remedy) {
        return new ReadProblem(Severity.NOTE, DatasetException.of(file, entry, fault, remedy));
    }
}
