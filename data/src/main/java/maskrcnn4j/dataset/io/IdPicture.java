package maskrcnn4j.dataset.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Rle;

/** The masks in a picture of numbers, and the file they come from. */
public final class IdPicture {
    private final Path file;
    private final LabelImage labels;
    private final Map<Integer, Rle> masks;

    private IdPicture(Path file, LabelImage labels) {
        this.file = file;
        this.labels = labels;
        masks = new TreeMap<>(labels.masks());
    }

    /**
     * Reads a file.
     *
     * @throws DatasetException if it is no whole PNG of numbers; the message names the file
     */
    public static IdPicture read(Path file) throws IOException {
        try {
            return new IdPicture(file, LabelImages.read(file));
        } catch (ImageException e) {
            throw new DatasetException(e.getMessage(), e);
        }
    }

    /** Columns. */
    public int width() {
        return labels.width();
    }

    /** Rows. */
    public int height() {
        return labels.height();
    }

    /** The masks by their numbers, ascending, 0 left out. */
    public Map<Integer, Rle> masks() {
        Map<Integer, Rle> objects = new TreeMap<>(masks);
        objects.remove(0);
        return objects;
    }

    /** The pixels that are not 0. */
    public Rle foreground() {
        Rle background = masks.get(0);
        return background == null ? Rle.empty(height(), width()).complement() : background.complement();
    }

    /** The number that most pixels of a mask have; the smallest of those that are as frequent, 0 for an empty mask. */
    public int mostFrequent(Rle mask) {
        int best = 0;
        int most = 0;
        for (Map.Entry<Integer, Rle> entry : masks.entrySet()) {
            int pixels = entry.getValue().intersectionArea(mask);
            if (pixels > most) {
                most = pixels;
                best = entry.getKey();
            }
        }
        return best;
    }

    /**
     * Compares with the picture that the masks are of.
     *
     * @throws DatasetException if the picture is of another size, or is there but cannot be read; whether it is there is
     *     left to others
     */
    public void requireSizeOf(Path picture) throws IOException {
        if (!Files.exists(picture)) {
            return;
        }
        ImageInfo info = PictureFiles.probeFor(file, "", picture);
        // Masks are drawn on pictures as they are shown or as they are stored.
        boolean stored = info.storedWidth() == width() && info.storedHeight() == height();
        if (!stored && (info.width() != width() || info.height() != height())) {
            throw DatasetException.of(
                    file,
                    "",
                    "is of " + width() + "x" + height() + " pixels, but its picture " + picture + " is of "
                            + info.width() + "x" + info.height(),
                    "masks and picture must have one size");
        }
    }

    /** Compares with another picture of numbers. */
    public void requireSameSize(IdPicture other) throws DatasetException {
        if (other.width() != width() || other.height() != height()) {
            throw DatasetException.of(
                    file,
                    "",
                    "is of " + width() + "x" + height() + " pixels, but " + other.file + " is of " + other.width() + "x"
                            + other.height(),
                    "both must have one size");
        }
    }
}
