package maskrcnn4j.dataset.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.CategoryMap;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.DatasetJoin;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * A file of COCO or LVIS, or a folder that holds several, itself or in {@code annotations}: each is a split, named as its
 * file without {@code instances_}.
 */
public final class CocoFolderFormat implements DatasetFormat {
    private static final String ANNOTATIONS = "annotations";
    private static final String USUAL = "instances_";

    private final CocoFormat files = new CocoFormat();

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return files.recognises(path) || Files.isDirectory(path) && !files(path).isEmpty();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<String> names = List.copyOf(files(path).keySet());
        return names.size() == 1 ? List.of() : names;
    }

    /** The file of a split; the path itself if it is a file. */
    public Path file(Path path, String split) throws IOException {
        if (!Files.isDirectory(path)) {
            return path;
        }
        Map<String, Path> byName = files(path);
        Path file = byName.size() == 1 ? byName.values().iterator().next() : byName.get(split);
        if (file == null) {
            throw DatasetException.of(
                    path, "", "has no split \"" + split + "\"", "it has " + String.join(", ", byName.keySet()));
        }
        return file;
    }

    private Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> byName = new LinkedHashMap<>();
        for (Path place : List.of(folder.resolve(ANNOTATIONS), folder)) {
            if (byName.isEmpty() && Files.isDirectory(place)) {
                for (Path file : PictureFiles.files(place)) {
                    if (files.recognises(file)) {
                        String stem = PictureFiles.stem(file);
                        byName.put(stem.startsWith(USUAL) ? stem.substring(USUAL.length()) : stem, file);
                    }
                }
            }
        }
        return byName;
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        if (!Files.isDirectory(path)) {
            return files.read(path, options);
        }
        if (options.split().isPresent() || splits(path).isEmpty()) {
            return files.read(file(path, options.split().orElse("")), options);
        }
        List<Dataset> parts = new ArrayList<>();
        for (String split : splits(path)) {
            parts.add(files.read(file(path, split), options));
        }
        return DatasetJoin.of(parts, CategoryMap.BY_NAME);
    }
}
