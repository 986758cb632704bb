package maskrcnn4j.dataset.idpng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.mask.Rle;

/**
 * One picture for each object, as in the Data Science Bowl: {@code ID/images/ID.png} and {@code ID/masks/*.png}; what is
 * not 0 in a mask belongs to the object. All objects are of one class, {@value IdPngFormat#NAMELESS} if the reader is
 * told no other.
 */
public final class MaskPerObjectFormat implements DatasetFormat {

    @Override
    public String name() {
        return "mask-per-object";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        if (isSample(path)) {
            return true;
        }
        List<Path> folders = PictureFiles.folders(path);
        return !folders.isEmpty() && isSample(folders.get(0));
    }

    private static boolean isSample(Path folder) throws IOException {
        Path images = folder.resolve("images");
        Path masks = folder.resolve("masks");
        return Files.isDirectory(images)
                && Files.isDirectory(masks)
                && PictureFiles.in(images).size() == 1
                && !masks.resolve(PictureFiles.in(images).get(0).getFileName())
                        .toFile()
                        .exists();
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        DatasetBuilder builder = new DatasetBuilder(path.toString(), path);
        builder.addCategory(new Category(1, IdPngFormat.className(path, options.classes())));
        List<Path> folders = isSample(path) ? List.of(path) : PictureFiles.folders(path);
        for (Path folder : folders) {
            try {
                add(folder, path, builder, options);
            } catch (DatasetException e) {
                options.problems().report(ReadProblem.error(e));
            }
        }
        return builder.build();
    }

    private static void add(Path folder, Path root, DatasetBuilder builder, ReadOptions options) throws IOException {
        if (!isSample(folder)) {
            throw DatasetException.of(
                    folder, "", "has not one picture in images/ and masks in masks/", "remove or complete the folder");
        }
        Path picture = PictureFiles.in(folder.resolve("images")).get(0);
        var info = PictureFiles.probeFor(picture, "", picture);
        int sample = builder.addSample(
                builder.sampleCount() + 1L, PictureFiles.relative(root, picture), info.width(), info.height());
        ObjectAdder objects = new ObjectAdder(builder, options.masks());
        for (Path file : PictureFiles.in(folder.resolve("masks"))) {
            try {
                IdPicture mask = IdPicture.read(file);
                mask.requireSizeOf(picture);
                Rle pixels = mask.foreground();
                objects.add(sample, 0, pixels, false);
            } catch (DatasetException e) {
                options.problems().report(ReadProblem.error(e));
            }
        }
    }
}
