package maskrcnn4j.dataset.yolo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;

/**
 * YOLO-seg as Ultralytics lays it out: {@code data.yaml} names the classes and the folders (or lists) of pictures of each
 * split; the labels of {@code images/.../a.jpg} stand in {@code labels/.../a.txt}. A line of four numbers after the class
 * is a box, and the object then has no mask. A picture without a label file has no objects.
 */
public final class YoloFormat implements DatasetFormat {

    @Override
    public String name() {
        return "yolo";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return config(path).isPresent();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        return List.copyOf(read(path).splits().keySet());
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        return new YoloReading(path, read(path), options).read();
    }

    private static YoloConfig read(Path path) throws IOException {
        Optional<Path> config = config(path);
        if (config.isEmpty()) {
            throw DatasetException.of(path, "", "has no data.yaml", "write one with the keys train, val and names");
        }
        return YoloConfig.read(config.get());
    }

    private static Optional<Path> config(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return isConfig(path) ? Optional.of(path) : Optional.empty();
        }
        for (Path file : PictureFiles.files(path)) {
            if (isConfig(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isConfig(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            return false;
        }
        try {
            List<String> lines = TextFiles.lines(file);
            return lines.stream().anyMatch(line -> line.startsWith("names:"))
                    && lines.stream().anyMatch(line -> line.startsWith("train:") || line.startsWith("val:"));
        } catch (DatasetException e) {
            return false;
        }
    }
}
