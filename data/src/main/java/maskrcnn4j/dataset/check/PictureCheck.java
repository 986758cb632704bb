package maskrcnn4j.dataset.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.Images;

/** Looks at the picture of a sample: is it there, can it be decoded, has it the stated size. */
final class PictureCheck {
    /**
     * What was seen.
     *
     * @param findings what is wrong
     * @param width columns of the picture as annotated; 0 if nobody knows
     * @param height rows
     * @param there whether the picture can be used
     * @param digest a fingerprint of its file; empty if it was not asked for or there is none
     */
    record Result(List<Finding> findings, int width, int height, boolean there, Optional<String> digest) {}

    private final Dataset dataset;
    private final EntryNames names;
    private final NearestFile nearest;
    private final boolean stated;
    private final boolean digests;

    /**
     * @param stated whether the format states sizes itself
     * @param digests whether fingerprints are wanted
     */
    PictureCheck(Dataset dataset, EntryNames names, NearestFile nearest, boolean stated, boolean digests) {
        this.dataset = dataset;
        this.names = names;
        this.nearest = nearest;
        this.stated = stated;
        this.digests = digests;
    }

    Result check(int sample) {
        List<Finding> findings = new ArrayList<>();
        int width = dataset.sampleWidth(sample);
        int height = dataset.sampleHeight(sample);
        boolean known = width > 0 && height > 0;
        if (stated && !known) {
            add(
                    findings,
                    FindingKind.IMAGE_SIZE_MISSING,
                    sample,
                    "states no width and height",
                    "taken from the picture");
        }
        Optional<Path> found = find(sample, findings);
        if (found.isEmpty()) {
            return new Result(findings, width, height, false, Optional.empty());
        }
        Path picture = found.get();
        try {
            ImageInfo info = Images.probe(picture);
            Image image = Images.read(picture);
            if (known) {
                compare(sample, info, findings);
            } else {
                width = image.width();
                height = image.height();
            }
            return new Result(findings, width, height, true, digests ? Optional.of(digest(picture)) : Optional.empty());
        } catch (IOException e) {
            findings.add(new Finding(
                    FindingKind.IMAGE_UNREADABLE,
                    names.listing(),
                    names.listing().isEmpty() ? "" : names.image(sample),
                    String.valueOf(e.getMessage()),
                    "replace the picture or remove the entry"));
        } catch (OutOfMemoryError e) {
            add(
                    findings,
                    FindingKind.IMAGE_UNREADABLE,
                    sample,
                    "its picture " + picture + " does not fit into memory",
                    "give Java more (-Xmx) or use fewer --threads");
        }
        return new Result(findings, width, height, false, Optional.empty());
    }

    private Optional<Path> find(int sample, List<Finding> findings) {
        String name = dataset.fileName(sample);
        if (name.isEmpty()) {
            add(findings, FindingKind.IMAGE_MISSING, sample, "names no picture file", "set file_name");
            return Optional.empty();
        }
        try {
            Path picture = dataset.sample(sample).imagePath();
            if (Files.isRegularFile(picture)) {
                return Optional.of(picture);
            }
            add(
                    findings,
                    FindingKind.IMAGE_MISSING,
                    sample,
                    "there is no picture " + picture.toAbsolutePath().normalize() + ": " + nearest.describe(picture),
                    "correct the name, or name the folder of the pictures with --images");
        } catch (InvalidPathException e) {
            add(findings, FindingKind.IMAGE_MISSING, sample, "no file can have the name of its picture", "correct it");
        }
        return Optional.empty();
    }

    private void compare(int sample, ImageInfo info, List<Finding> findings) {
        int width = dataset.sampleWidth(sample);
        int height = dataset.sampleHeight(sample);
        if (info.width() == width && info.height() == height) {
            return;
        }
        if (info.storedWidth() == width && info.storedHeight() == height) {
            add(
                    findings,
                    FindingKind.IMAGE_STORED_SIZE,
                    sample,
                    "states " + width + "x" + height + ", the size before the EXIF orientation turns the picture;"
                            + " it is used as stored",
                    "");
            return;
        }
        String turned = info.width() == height && info.height() == width ? ", width and height exchanged" : "";
        add(
                findings,
                FindingKind.IMAGE_SIZE,
                sample,
                "states " + width + "x" + height + ", but the picture is of " + info.width() + "x" + info.height()
                        + turned,
                "the masks belong to another version of the picture, or the size is wrong");
    }

    private void add(List<Finding> findings, FindingKind kind, int sample, String fault, String remedy) {
        findings.add(new Finding(kind, dataset.name(), names.image(sample), fault, remedy));
    }

    private static String digest(Path picture) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(picture), sha)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
