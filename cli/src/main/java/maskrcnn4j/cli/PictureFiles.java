package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the pictures that were named on the command line, one by one or as folders. */
final class PictureFiles {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp");

    private PictureFiles() {}

    /**
     * Finds pictures, in the order of names.
     *
     * @param roots files are taken whatever they are called, folders for what is called like a picture
     * @param recursive whether to descend into the folders of a folder
     * @param excluded a folder that is not descended into: where results are written
     * @throws UsageException if two pictures would have the same name
     */
    static List<PictureFile> find(List<Path> roots, boolean recursive, Path excluded) throws IOException {
        Map<String, Path> found = new HashMap<>();
        for (Path root : roots) {
            if (!Files.exists(root)) {
                throw new NoSuchFileException(root.toString());
            }
            if (!Files.isDirectory(root)) {
                add(found, String.valueOf(root.getFileName()), root);
                continue;
            }
            for (Path file : filesOf(root, recursive, excluded)) {
                add(found, root.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        return found.entrySet().stream()
                .map(entry -> new PictureFile(entry.getValue(), entry.getKey()))
                .sorted(Comparator.comparing(PictureFile::name))
                .toList();
    }

    private static List<Path> filesOf(Path folder, boolean recursive, Path excluded) throws IOException {
        Path results = excluded.toAbsolutePath().normalize();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry)) {
                    if (recursive && !entry.toAbsolutePath().normalize().equals(results)) {
                        files.addAll(filesOf(entry, true, excluded));
                    }
                } else if (isPicture(entry)) {
                    files.add(entry);
                }
            }
        }
        return files;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static void add(Map<String, Path> found, String name, Path file) throws IOException {
        Path other = found.putIfAbsent(name, file);
        if (other != null && !Files.isSameFile(other, file)) {
            throw new UsageException(other + " and " + file + " would both be called " + name
                    + " in the results: give the folder above them with --recursive, or run twice");
        }
    }
}
