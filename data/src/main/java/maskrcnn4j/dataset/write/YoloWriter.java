package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.io.TextFiles;

/**
 * YOLO-seg: {@code labels/SPLIT/NAME.txt} with one ring an object in parts of the picture's size (6 decimals), pictures
 * in {@code images/SPLIT}, and {@code data.yaml}. Objects in several parts are one ring with bridges of no width. Holds
 * no crowds; what rounding changes is counted.
 */
final class YoloWriter implements AnnotationWriter {
    private static final String WHOLE = "train";

    private final Path target;
    private final List<Category> categories;
    private final PictureTransfer transfer;
    private final Losses losses;
    private final Set<String> splits = new LinkedHashSet<>();
    private String split = WHOLE;

    YoloWriter(Path target, List<Category> categories, PictureTransfer transfer, Losses losses) {
        this.target = target;
        this.categories = categories;
        this.transfer = transfer;
        this.losses = losses;
    }

    @Override
    public void begin(String name) {
        split = name.isEmpty() ? WHOLE : name;
        splits.add(split);
    }

    @Override
    public void add(OutputPicture picture) throws IOException {
        splits.add(split);
        List<String> lines = new ArrayList<>();
        for (OutputObject object : CommonLosses.withoutCrowds(picture.objects(), losses)) {
            lines.add(line(object, picture));
        }
        transfer.bring(picture.source(), target.resolve("images").resolve(split).resolve(picture.name()));
        TextFiles.write(target.resolve("labels").resolve(split).resolve(picture.stem() + ".txt"), lines);
    }

    /** The outline as it was drawn, if it still fills to the same pixels when rounded, else one along their edges. */
    private String line(OutputObject object, OutputPicture picture) {
        int category = categories.indexOf(object.category());
        String last = "";
        for (double[] ring : SingleRing.candidates(object)) {
            StringBuilder line = new StringBuilder().append(category);
            double[] read = new double[ring.length];
            for (int i = 0; i < ring.length; i++) {
                int size = i % 2 == 0 ? picture.width() : picture.height();
                String written = String.format(Locale.ROOT, "%.6f", ring[i] / size);
                line.append(' ').append(written);
                read[i] = Double.parseDouble(written) * size;
            }
            last = line.toString();
            if (SingleRing.fills(read, object.pixels())) {
                return last;
            }
        }
        losses.count("object", "objects", "of which some pixels changed: coordinates are rounded to 6 decimals", 1);
        return last;
    }

    @Override
    public void finish() throws IOException {
        List<String> yaml = new ArrayList<>();
        yaml.add("path: .");
        splits.forEach(name -> yaml.add(quoted(name, name) + ": " + quoted("images/" + name, "images/" + name)));
        yaml.add("names:");
        for (int i = 0; i < categories.size(); i++) {
            yaml.add("  " + i + ": " + quoted(categories.get(i).name(), ""));
        }
        TextFiles.write(target.resolve("data.yaml"), yaml);
    }

    /** A text as YAML, in quotes unless it is plain. */
    private static String quoted(String text, String plain) {
        if (text.equals(plain) && text.matches("[A-Za-z0-9_/-]+")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public void close() {}
}
