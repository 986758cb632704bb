package maskrcnn4j.dataset.io;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Rle;

/**
 * A PNG whose pixels are numbers: grey of 1 to 16 bits or a palette, whose colours do not count. Black-and-white pictures
 * that were saved in colour are read too. It is never turned by an EXIF orientation.
 */
public final class IdPicture {
    private final Path file;
    private final int width;
    private final int height;
    private final char[] values;
    private final Map<Integer, int[]> spans;

    private IdPicture(Path file, int width, int height, char[] values) {
        this.file = file;
        this.width = width;
        this.height = height;
        this.values = values;
        this.spans = spans(width, height, values);
    }

    /**
     * Reads a file.
     *
     * @throws DatasetException if it is no whole PNG of numbers
     */
    public static IdPicture read(Path file) throws IOException {
        try {
            return decode(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw DatasetException.of(file, "", "does not exist", "bring the picture of the masks");
        }
    }

    /**
     * Reads the bytes of a PNG.
     *
     * @param name what it is called in messages
     */
    public static IdPicture decode(Path name, byte[] png) throws IOException {
        ImageInfo info;
        try {
            info = Images.probe(png, name.toString());
        } catch (ImageException e) {
            throw new DatasetException(e.getMessage(), e);
        }
        if (info.format() != ImageInfo.Format.PNG) {
            throw DatasetException.of(
                    name, "", "is a " + info.format() + "; masks are read from PNG, which keeps numbers exactly", "");
        }
        PictureFiles.requirePixels(name, info.storedWidth(), info.storedHeight());
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            return new IdPicture(name, image.getWidth(), image.getHeight(), values(name, image.getRaster()));
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String fault = endsEarly(e) ? "is incomplete: the file ends before its picture does" : "is a damaged PNG";
            throw DatasetException.of(name, "", fault, "copy it again");
        } finally {
            reader.dispose();
        }
    }

    private static boolean endsEarly(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private static char[] values(Path name, Raster raster) throws DatasetException {
        int width = raster.getWidth();
        int height = raster.getHeight();
        char[] values = new char[width * height];
        int[] row = new int[width];
        int[] other = new int[width];
        // The second band of two is alpha, and so is the fourth of four.
        int colours = raster.getNumBands() >= 3 ? 3 : 1;
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int band = 1; band < colours; band++) {
                raster.getSamples(0, y, width, 1, band, other);
                if (!Arrays.equals(row, other)) {
                    throw DatasetException.of(
                            name,
                            "row " + y,
                            "has colours; a picture of masks holds one number a pixel",
                            "save it as grey or with a palette");
                }
            }
            for (int x = 0; x < width; x++) {
                values[y * width + x] = (char) row[x];
            }
        }
        return values;
    }

    /** The runs of each value but 0, column by column, packed as start, end, start, end, ... with the count in front. */
    private static Map<Integer, int[]> spans(int width, int height, char[] values) {
        Map<Integer, int[]> spans = new TreeMap<>();
        int before = 0;
        int start = 0;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                int value = values[y * width + x];
                if (value != before) {
                    close(spans, before, start, x * height + y);
                    before = value;
                    start = x * height + y;
                }
            }
        }
        close(spans, before, start, width * height);
        return spans;
    }

    private static void close(Map<Integer, int[]> spans, int value, int start, int end) {
        if (value == 0 || start == end) {
            return;
        }
        int[] runs = spans.getOrDefault(value, new int[] {1, 0, 0, 0, 0});
        if (runs[0] + 2 > runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        runs[runs[0]] = start;
        runs[runs[0] + 1] = end;
        runs[0] += 2;
        spans.put(value, runs);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The values that occur, ascending, 0 left out. */
    public int[] ids() {
        return spans.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The value of a pixel. */
    public int at(int x, int y) {
        return values[y * width + x];
    }

    /** The pixels of a value other than 0. */
    public Rle mask(int id) {
        int[] runs = spans.get(id);
        return runs == null ? Rle.empty(height, width) : Rle.ofSpans(height, width, runs, 1, runs[0]);
    }

    /** The pixels that are not 0. */
    public Rle foreground() {
        byte[] bitmap = new byte[values.length];
        for (int i = 0; i < bitmap.length; i++) {
            bitmap[i] = (byte) (values[i] == 0 ? 0 : 1);
        }
        return Rle.fromBitmap(height, width, bitmap);
    }

    /** The value that most pixels of a mask have; the smaller of two that are as frequent, 0 for an empty mask. */
    public int mostFrequent(Rle mask) {
        int[] counts = new int[1 << 16];
        mask.forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                counts[values[y * width + x]]++;
            }
        });
        int best = 0;
        for (int value = 1; value < counts.length; value++) {
            best = counts[value] > counts[best] ? value : best;
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
        boolean stored = info.storedWidth() == width && info.storedHeight() == height;
        if (!stored && (info.width() != width || info.height() != height)) {
            throw DatasetException.of(
                    file,
                    "",
                    "is of " + width + "x" + height + " pixels, but its picture " + picture + " is of " + info.width()
                            + "x" + info.height(),
                    "masks and picture must have one size");
        }
    }

    /** Compares with another picture of numbers. */
    public void requireSameSize(IdPicture other) throws DatasetException {
        if (other.width != width || other.height != height) {
            throw DatasetException.of(
                    file,
                    "",
                    "is of " + width + "x" + height + " pixels, but " + other.file + " is of " + other.width + "x"
                            + other.height,
                    "both must have one size");
        }
    }
}
