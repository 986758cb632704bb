package maskrcnn4j.dataset.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.io.PictureFiles;

/** Pictures without annotations: one file, or a folder of them. No sizes are stated and there are no classes. */
public final class PictureFolderFormat implements DatasetFormat {

    @Override
    public String name() {
        return "pictures";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return Files.isDirectory(path) ? !PictureFiles.in(path).isEmpty() : PictureFiles.isPicture(path);
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        boolean folder = Files.isDirectory(path);
        Path root = folder ? path : path.toAbsolutePath().getParent();
        DatasetBuilder builder = new DatasetBuilder(path.toString(), root);
        for (Path picture : folder ? PictureFiles.in(path) : List.of(path)) {
            builder.addSample(builder.sampleCount() + 1L, picture.getFileName().toString(), 0, 0);
        }
        return builder.build();
    }
}
