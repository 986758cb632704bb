package maskrcnn4j.dataset.via;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.io.JsonSniff;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * VGG Image Annotator 1 and 2. The class of a region is its attribute {@code name}, {@code class}, {@code label},
 * {@code category}, {@code type} or {@code object}, or the only attribute there is; without any attribute all regions are
 * of one class, {@value #NAMELESS}. Regions of one picture that share class and the attribute {@code instance} are one
 * object. The file states no sizes: they are taken from the pictures, which lie beside it.
 *
 * <p>Of a folder, {@code via_region_data.json} is read or else the first file that is one of VIA; folders below it are
 * its splits.
 */
public final class ViaFormat implements DatasetFormat {
    /** The class of regions without attributes. */
    public static final String NAMELESS = "object";

    private static final String USUAL_NAME = "via_region_data.json";

    @Override
    public String name() {
        return "via";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return isVia(path);
        }
        return file(path).isPresent() || !splits(path).isEmpty();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        if (!Files.isDirectory(path) || file(path).isPresent()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Path folder : PictureFiles.folders(path)) {
            if (file(folder).isPresent()) {
                names.add(folder.getFileName().toString());
            }
        }
        return names;
    }

    private static boolean isVia(Path file) throws IOException {
        if (!file.getFileName().toString().endsWith(".json")) {
            return false;
        }
        Map<String, Set<String>> keys = JsonSniff.keys(file);
        return keys.containsKey(ViaFile.PROJECT_KEY)
                || keys.values().stream().anyMatch(inner -> inner.contains("filename") && inner.contains("regions"));
    }

    private static Optional<Path> file(Path folder) throws IOException {
        Path usual = folder.resolve(USUAL_NAME);
        if (Files.isRegularFile(usual)) {
            return Optional.of(usual);
        }
        for (Path file : PictureFiles.files(folder)) {
            if (isVia(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        if (Files.isRegularFile(path)) {
            Path root = path.toAbsolutePath().getParent();
            return new ViaReading(path, root, options).read(Map.of(path, true));
        }
        Map<Path, Boolean> files = new LinkedHashMap<>();
        for (String split : splits(path)) {
            boolean wanted =
                    options.split().isEmpty() || split.equals(options.split().get());
            files.put(file(path.resolve(split)).orElseThrow(), wanted);
        }
        file(path).ifPresent(only -> files.put(only, true));
        return new ViaReading(path, path, options).read(files);
    }
}
