package maskrcnn4j.dataset;

import java.nio.file.Path;

/**
 * Something in a data set that its reader can do nothing with, and could leave out.
 *
 * @param file the file that is at fault
 * @param entry the place in it, for example {@code shapes[3]} or {@code line 7}; empty for the file as a whole
 * @param fault what is wrong, with the field and its value
 * @param remedy what the user can do; empty when there is nothing to say
 */
public record ReadProblem(Path file, String entry, String fault, String remedy) {

    /** Decides whether reading goes on without the thing that is wrong. */
    @FunctionalInterface
    public interface Handler {
        /** Ends reading at the first problem. */
        Handler STRICT = problem -> {
            throw problem.exception();
        };

        /**
         * Takes note of a problem. Returning means that the thing is left out and reading goes on.
         *
         * @throws DatasetException to end reading
         */
        void report(ReadProblem problem) throws DatasetException;
    }

    /** The problem as an exception, in one line. */
    public DatasetException exception() {
        return DatasetException.of(file, entry, fault, remedy);
    }
}
