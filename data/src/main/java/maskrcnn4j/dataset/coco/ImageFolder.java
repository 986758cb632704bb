package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the folder of the pictures of a COCO file, which does not name it: the file's own folder, the one above, or a
 * folder in either of them, whichever has the first picture.
 */
final class ImageFolder {
    private ImageFolder() {}

    static Path of(Path file, List<CocoFile.Image> images) throws IOException {
        Path own = file.toAbsolutePath().getParent();
        if (own == null || images.isEmpty() || images.get(0).fileName().isEmpty()) {
            return own == null ? file : own;
        }
        String picture = images.get(0).fileName();
        for (Path folder : candidates(own)) {
            try {
                if (Files.exists(folder.resolve(picture))) {
                    return folder;
                }
            } catch (InvalidPathException unusable) {
                return own;
            }
        }
        return own;
    }

    private static List<Path> candidates(Path own) throws IOException {
        List<Path> candidates = new ArrayList<>();
        candidates.add(own);
        candidates.addAll(foldersIn(own));
        Path above = own.getParent();
        if (above != null) {
            candidates.add(above);
            candidates.addAll(foldersIn(above));
        }
        return candidates;
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path entry : entries) {
                folders.add(entry);
            }
        }
        Collections.sort(folders);
        return folders;
    }
}
