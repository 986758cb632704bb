package maskrcnn4j.dataset.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.mask.MaskException;

/**
 * Looks whether the masks of a data set can be read, before hours of work begin, as far as that is seen in a moment: it draws
 * none and opens no picture.
 */
public final class BrokenMasks {
    private BrokenMasks() {}

    /**
     * Requires that no mask is seen to be broken.
     *
     * @throws DatasetException if one is: which, and what is wrong with it
     */
    public static void refuse(Dataset dataset) throws IOException {
        InstanceTable table = dataset.instances();
        for (int sample = 0; sample < dataset.size(); sample++) {
            for (int number = 0; number < dataset.instanceCount(sample); number++) {
                InstanceMask mask = table.mask(dataset.instanceOf(sample, number));
                try {
                    InstanceMasks.requireReadable(mask, height(dataset, sample, mask), width(dataset, sample, mask));
                } catch (MaskException broken) {
                    Path file = Path.of(dataset.name());
                    throw DatasetException.of(
                            file,
                            new EntryNames(dataset, Files.isRegularFile(file)).object(sample, number),
                            "has a broken mask: " + broken.getMessage(),
                            "mrcnn data check lists all that are, and --fix repairs or drops them");
                }
            }
        }
    }

    private static int height(Dataset dataset, int sample, InstanceMask mask) {
        return isSizeStated(dataset, sample) || !(mask instanceof InstanceMask.Runs runs)
                ? dataset.sampleHeight(sample)
                : runs.height();
    }

    private static int width(Dataset dataset, int sample, InstanceMask mask) {
        return isSizeStated(dataset, sample) || !(mask instanceof InstanceMask.Runs runs)
                ? dataset.sampleWidth(sample)
                : runs.width();
    }

    private static boolean isSizeStated(Dataset dataset, int sample) {
        return dataset.sampleHeight(sample) > 0 && dataset.sampleWidth(sample) > 0;
    }
}
