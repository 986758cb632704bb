package maskrcnn4j.dataset.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.cityscapes.CityscapesFormat;
import maskrcnn4j.dataset.idpng.IdPngFormat;
import maskrcnn4j.dataset.idpng.MaskPerObjectFormat;
import maskrcnn4j.dataset.labelme.LabelMeFormat;
import maskrcnn4j.dataset.via.ViaFormat;
import maskrcnn4j.dataset.voc.VocFormat;
import maskrcnn4j.dataset.yolo.YoloFormat;

/** The formats in which data sets are read, and how a path's format is found. */
public final class DatasetFormats {
    private DatasetFormats() {}

    /** The formats, in the order in which they are asked whether a path is theirs: those with plain marks first. */
    public static List<DatasetFormat> all() {
        return List.of(
                new CityscapesFormat(),
                new VocFormat(),
                new YoloFormat(),
                new CocoFolderFormat(),
                new ViaFormat(),
                new LabelMeFormat(),
                new MaskPerObjectFormat(),
                new IdPngFormat(),
                new PictureFolderFormat());
    }

    /** The names of the formats. */
    public static List<String> names() {
        return all().stream().map(DatasetFormat::name).toList();
    }

    /**
     * The format with this name.
     *
     * @throws DatasetException if there is none
     */
    public static DatasetFormat named(String name) throws DatasetException {
        for (DatasetFormat format : all()) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw new DatasetException("unknown format '" + name + "'; known are " + String.join(", ", names()));
    }

    /**
     * Reads a data set, or refuses a part that it does not have.
     *
     * @throws DatasetException if the data set has no split of the name that is asked for, or cannot be read
     */
    public static Dataset read(DatasetFormat format, Path path, ReadOptions options) throws IOException {
        List<String> splits = format.splits(path);
        if (options.split().isPresent() && !splits.contains(options.split().get())) {
            throw DatasetException.of(
                    path,
                    "",
                    "has no split '" + options.split().get() + "'",
                    splits.isEmpty() ? "it is one whole" : "it has " + String.join(", ", splits));
        }
        return format.read(path, options);
    }

    /**
     * The format of a path.
     *
     * @throws DatasetException if the path does not exist or no format knows it
     */
    public static DatasetFormat recognise(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw DatasetException.of(path, "", "does not exist", "give the file or folder of a data set");
        }
        for (DatasetFormat format : all()) {
            if (format.recognises(path)) {
                return format;
            }
        }
        throw DatasetException.of(
                path,
                "",
                "is in none of the known formats (" + String.join(", ", names()) + ")",
                "name the format with --format, then its reader says what is missing");
    }
}
