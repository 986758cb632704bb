package maskrcnn4j.training.loader;

import java.util.List;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;

/**
 * The pictures of one step.
 *
 * @param number counts from 0 over the whole run
 * @param samples their places in the data set
 * @param pictures read and changed
 */
public record Batch(long number, List<Integer> samples, List<TrainingPicture> pictures) {
    /** Copies the lists. */
    public Batch {
        samples = List.copyOf(samples);
        pictures = List.copyOf(pictures);
    }

    /** About how many bytes it takes. */
    long bytes() {
        return pictures.stream().mapToLong(Batch::bytes).sum();
    }

    static long bytes(TrainingPicture picture) {
        long bytes = 3L * picture.image().width() * picture.image().height();
        for (TargetObject object : picture.objects()) {
            bytes += 128 + object.mask().map(Batch::bytes).orElse(0L);
        }
        return bytes;
    }

    private static long bytes(TargetMask mask) {
        return mask instanceof TargetMask.Outlines outlines
                ? outlines.rings().stream()
                        .mapToLong(ring -> 8L * ring.length + 16)
                        .sum()
                : 4L * ((TargetMask.Pixels) mask).pixels().spanCount();
    }
}
