package maskrcnn4j.dataset.write;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.mask.Box;

/**
 * One table, {@code detections.csv}: a row an object with picture, class, score, box, area, centroid, perimeter and
 * circularity (see {@link ShapeMeasures}). Lines end in CR LF and fields are quoted as RFC 4180 has it. Holds no masks.
 */
final class CsvWriter implements AnnotationWriter {
    private static final String HEAD =
            "image,class,score,x,y,width,height,area,centroid_x,centroid_y,perimeter,circularity";
    private static final String END = "\r\n";

    private final AtomicFile.Pending file;
    private final BufferedWriter out;

    CsvWriter(Path target) throws IOException {
        file = AtomicFile.begin(target.resolve("detections.csv"));
        out = new BufferedWriter(new OutputStreamWriter(file.open(), StandardCharsets.UTF_8));
        out.write(HEAD + END);
    }

    @Override
    public void begin(String split) {}

    @Override
    public void add(OutputPicture picture) throws IOException {
        for (OutputObject object : picture.objects()) {
            ShapeMeasures shape = ShapeMeasures.of(object.pixels());
            Box box = object.box();
            String score = object.score().isPresent() ? number(object.score().getAsDouble(), 6) : "";
            out.write(String.join(
                    ",",
                    quoted(picture.name()),
                    quoted(object.category().name()),
                    score,
                    number(box.x1(), 2),
                    number(box.y1(), 2),
                    number(box.width(), 2),
                    number(box.height(), 2),
                    Integer.toString(shape.area()),
                    number(shape.centroidX(), 2),
                    number(shape.centroidY(), 2),
                    number(shape.perimeter(), 2),
                    number(shape.circularity(), 4)));
            out.write(END);
        }
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    @Override
    public void finish() throws IOException {
        out.close();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        out.close();
        file.close();
    }
}
