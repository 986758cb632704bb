package maskrcnn4j.dataset.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;

/** Looks whether the pictures of a data set are there, before hours of work begin; it opens none. */
public final class MissingPictures {
    private MissingPictures() {}

    /**
     * Requires that every picture is there.
     *
     * @throws DatasetException if one is not: which entry names it, where it should be, whether its folder is there, the
     *     nearest name, and how many more are missing
     */
    public static void refuse(Dataset dataset) throws IOException {
        int first = -1;
        int missing = 0;
        for (int i = 0; i < dataset.size(); i++) {
            if (!isThere(dataset, i)) {
                first = first < 0 ? i : first;
                missing++;
            }
        }
        if (missing > 0) {
            throw DatasetException.of(
                    Path.of(dataset.name()),
                    new EntryNames(dataset, Files.isRegularFile(Path.of(dataset.name()))).image(first),
                    described(dataset, first)
                            + (missing == 1 ? "" : " (of " + dataset.size() + " pictures " + missing + " are missing)"),
                    "correct the name, or put the picture there; mrcnn data check lists all that is wrong");
        }
    }

    private static boolean isThere(Dataset dataset, int sample) {
        return picture(dataset, sample).filter(Files::isRegularFile).isPresent();
    }

    private static Optional<Path> picture(Dataset dataset, int sample) {
        try {
            return dataset.fileName(sample).isEmpty()
                    ? Optional.empty()
                    : Optional.of(dataset.sample(sample).imagePath());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String described(Dataset dataset, int sample) {
        return picture(dataset, sample)
                .map(path -> "there is no picture " + path.toAbsolutePath().normalize() + ": "
                        + new NearestFile().describe(path))
                .orElse("'" + dataset.fileName(sample) + "' is no name of a picture file");
    }
}
