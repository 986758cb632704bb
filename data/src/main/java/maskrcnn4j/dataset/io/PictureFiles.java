package maskrcnn4j.dataset.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;

/** Finds picture files. */
public final class PictureFiles {
    private static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "png", "bmp", "gif", "webp");

    private PictureFiles() {}

    /** Whether a file is named like a picture that is read. */
    public static boolean isPicture(Path file) {
        return EXTENSIONS.contains(extension(file.getFileName().toString()).toLowerCase(Locale.ROOT));
    }

    /** The pictures in a folder, its sub-folders left out, in the order of their names. */
    public static List<Path> in(Path folder) throws IOException {
        return files(folder).stream().filter(PictureFiles::isPicture).toList();
    }

    /** The pictures in a folder by their names without extension; of two with one name the first counts. */
    public static Map<String, Path> byStem(Path folder) throws IOException {
        Map<String, Path> pictures = new TreeMap<>();
        for (Path file : in(folder)) {
            pictures.putIfAbsent(stem(file), file);
        }
        return pictures;
    }

    /** The files in a folder, in the order of their names; hidden ones are left out. */
    public static List<Path> files(Path folder) throws IOException {
        return entries(folder, false);
    }

    /** The folders in a folder, in the order of their names; hidden ones are left out. */
    public static List<Path> folders(Path folder) throws IOException {
        return entries(folder, true);
    }

    private static List<Path> entries(Path folder, boolean folders) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> folders ? Files.isDirectory(entry) : Files.isRegularFile(entry))
                    .sorted()
                    .toList();
        }
    }

    /** The name of a file without its extension. */
    public static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What follows the last point of a name; empty if there is none. */
    public static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1 == 0 ? name.length() : name.lastIndexOf('.') + 1);
    }

    /**
     * The path of a name that stands in a file; backslashes of another system become slashes.
     *
     * @param file the file in which the name stands
     * @throws DatasetException if the name can not be that of a file
     */
    public static Path resolve(Path file, Path folder, String name) throws DatasetException {
        try {
            return folder.resolve(name.replace('\\', '/')).normalize();
        } catch (InvalidPathException e) {
            throw DatasetException.of(
                    file, "", "names a picture \"" + printable(name) + "\"", "no file can be called that");
        }
    }

    /** How a path reads from a folder, with slashes; absolute if there is no way from the one to the other. */
    public static String relative(Path folder, Path picture) {
        try {
            return folder.toAbsolutePath()
                    .normalize()
                    .relativize(picture.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
        } catch (IllegalArgumentException e) {
            return picture.toAbsolutePath().normalize().toString();
        }
    }

    /**
     * Format and size of the picture that an entry of a file speaks of, from the picture's header.
     *
     * @throws DatasetException if it is not there or is no picture
     */
    public static ImageInfo probeFor(Path file, String entry, Path picture) throws IOException {
        try {
            ImageInfo info = Images.probe(picture);
            requirePixels(picture, info.width(), info.height());
            return info;
        } catch (ImageException e) {
            throw DatasetException.of(
                    file,
                    entry,
                    "its picture can not be read: " + e.getMessage(),
                    "bring the picture, or name its folder with --images");
        }
    }

    /**
     * Refuses a stated size that no picture can have here.
     *
     * @param file the file that states it
     */
    public static void requirePixels(Path file, int width, int height) throws DatasetException {
        if ((long) width * height > ReadOptions.DEFAULT.maxPixels()) {
            throw DatasetException.of(
                    file,
                    "",
                    "states a picture of " + width + "x" + height + " pixels; at most "
                            + ReadOptions.DEFAULT.maxPixels() + " are read",
                    "");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
