package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.ReadProblem;
import org.jspecify.annotations.Nullable;

/** Reads a COCO file once, front to back, its lists in any order. */
final class CocoFile implements JsonStream.Member {
    private static final long[] NONE = {};

    /**
     * A picture as the file lists it.
     *
     * @param negative ids of categories known to be absent, as LVIS states them
     * @param notExhaustive ids of categories of which not all objects may be marked
     */
    record Image(long id, String fileName, int width, int height, long[] negative, long[] notExhaustive) {}

    private final Path file;
    private final FileChannel channel;
    private AnnotationParser.@Nullable Wanted wanted;
    private final boolean masks;
    private final MaskInterest interest;
    private final ReadProblem.Handler handler;

    final TextIds textIds = new TextIds();
    final List<Category> categories = new ArrayList<>();
    final List<String> frequencies = new ArrayList<>();
    final List<Image> images = new ArrayList<>();

    @Nullable
    AnnotationColumns annotations;

    boolean hasImages;
    boolean hasCategories;

    /** Whether pictures say which categories were searched for on them. */
    boolean federated;

    private CocoFile(
            Path file,
            FileChannel channel,
            AnnotationParser.@Nullable Wanted wanted,
            boolean masks,
            MaskInterest interest,
            ReadProblem.Handler handler) {
        this.interest = interest;
        this.file = file;
        this.channel = channel;
        this.wanted = wanted;
        this.masks = masks;
        this.handler = handler;
    }

    /** A file of ground truth. */
    static CocoFile truth(Path file, FileChannel channel, boolean masks, ReadProblem.Handler handler) {
        AnnotationParser.Wanted wanted =
                masks ? AnnotationParser.Wanted.WITH_MASKS : AnnotationParser.Wanted.WITHOUT_MASKS;
        return new CocoFile(file, channel, wanted, masks, MaskInterest.ALL, handler);
    }

    /** A file of results. */
    static CocoFile results(Path file, FileChannel channel, boolean masks, MaskInterest interest) {
        return new CocoFile(file, channel, null, masks, interest, ReadProblem.Handler.STRICT);
    }

    /** Reads everything. */
    void read(JsonStream stream) throws IOException {
        stream.members(this);
        stream.end();
    }

    @Override
    public void take(JsonStream stream) throws IOException {
        JsonScanner json = stream.json;
        if (json.isText(Keys.IMAGES)) {
            hasImages = true;
            images.clear();
            stream.elements("images", new ImageStep());
        } else if (json.isText(Keys.CATEGORIES)) {
            hasCategories = true;
            categories.clear();
            frequencies.clear();
            stream.elements("categories", new CategoryStep());
        } else if (json.isText(Keys.ANNOTATIONS)) {
            entries(stream, "annotations", true);
        } else {
            stream.skip();
        }
    }

    /** Reads a list of results that stands alone. */
    void readResults(JsonStream stream) throws IOException {
        entries(stream, "results", false);
        stream.end();
    }

    private void entries(JsonStream stream, String name, boolean inObject) throws IOException {
        JsonScanner json = stream.json;
        if (!stream.opensList(name)) {
            annotations = new AnnotationColumns(wanted == null);
            return;
        }
        long start = json.offset();
        if (wanted == null) {
            FirstEntry first = new FirstEntry();
            stream.whole(first);
            wanted = first.wanted(file, masks, inObject, interest);
        }
        AnnotationList list = new AnnotationList(file, channel, name, textIds, wanted, handler);
        AnnotationList.Read read = list.read(start);
        annotations = read.columns();
        json.moveTo(read.end());
    }

    private void problem(String entry, String fault, String remedy) throws IOException {
        handler.report(ReadProblem.error(DatasetException.of(file, entry, fault, remedy)));
    }

    private final class ImageStep implements JsonStream.Step {
        @Override
        public void take(JsonScanner json) throws IOException {
            boolean hasId = false;
            long id = 0;
            String name = "";
            String url = "";
            int width = 0;
            int height = 0;
            long[] negative = NONE;
            long[] notExhaustive = NONE;
            json.take('{');
            if (!json.empty('}')) {
                do {
                    json.key();
                    int length = json.textEnd - json.textStart;
                    if (length == 2 && json.isText(Keys.ID)) {
                        id = imageId(json);
                        hasId = true;
                    } else if (length == 5 && json.isText(Keys.WIDTH)) {
                        width = side(json);
                    } else if (length == 6 && json.isText(Keys.HEIGHT)) {
                        height = side(json);
                    } else if (length == 9 && json.isText(Keys.FILE_NAME)) {
                        name = text(json);
                    } else if (length == 8 && json.isText(Keys.COCO_URL)) {
                        url = text(json);
                    } else if (json.isText(Keys.NEGATIVE)) {
                        negative = ids(json);
                        federated = true;
                    } else if (json.isText(Keys.NOT_EXHAUSTIVE)) {
                        notExhaustive = ids(json);
                        federated = true;
                    } else {
                        json.peek();
                        json.skip();
                    }
                } while (json.next('}'));
            }
            if (hasId) {
                images.add(new Image(id, name.isEmpty() ? inUrl(url) : name, width, height, negative, notExhaustive));
            } else {
                problem("images[" + images.size() + "]", "has no id", "every image needs one");
            }
        }

        private long imageId(JsonScanner json) throws IOException {
            if (json.peek() == '"') {
                json.string();
                return textIds.number(json.text());
            }
            return json.integer("id");
        }

        private int side(JsonScanner json) throws IOException {
            int start = json.position;
            double side = JsonScanner.startsNumber(json.peek()) ? json.number() : skipped(json);
            if (side != (int) side || side < 0) {
                json.needMore();
                throw json.wrong(start, "width and height of an image must be whole numbers of pixels");
            }
            return (int) side;
        }

        /** LVIS names the folder and the file of COCO at the end of an address. */
        private String inUrl(String url) {
            int name = url.lastIndexOf('/');
            return name < 0 ? "" : url.substring(url.lastIndexOf('/', name - 1) + 1);
        }
    }

    private final class CategoryStep implements JsonStream.Step {
        @Override
        public void take(JsonScanner json) throws IOException {
            boolean hasId = false;
            long id = 0;
            String name = "";
            String supercategory = "";
            String frequency = "";
            json.take('{');
            if (!json.empty('}')) {
                do {
                    json.key();
                    if (json.isText(Keys.ID)) {
                        json.peek();
                        id = json.integer("id");
                        hasId = true;
                    } else if (json.isText(Keys.NAME)) {
                        name = text(json);
                    } else if (json.isText(Keys.SUPERCATEGORY)) {
                        supercategory = text(json);
                    } else if (json.isText(Keys.FREQUENCY)) {
                        frequency = text(json);
                    } else {
                        json.peek();
                        json.skip();
                    }
                } while (json.next('}'));
            }
            if (hasId) {
                categories.add(new Category(id, name, supercategory));
                frequencies.add(frequency);
            } else {
                problem("categories[" + categories.size() + "]", "has no id", "every category needs one");
            }
        }
    }

    private static double skipped(JsonScanner json) throws IOException {
        json.skip();
        return Double.NaN;
    }

    private static String text(JsonScanner json) throws IOException {
        if (json.peek() == '"') {
            json.string();
            return json.text();
        }
        int start = json.position;
        json.skip();
        json.needMore();
        return new String(json.copy(start, json.position), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long[] ids(JsonScanner json) throws IOException {
        long[] ids = new long[4];
        int count = 0;
        json.take('[');
        if (!json.empty(']')) {
            do {
                json.peek();
                ids = count == ids.length ? Arrays.copyOf(ids, 2 * count) : ids;
                ids[count++] = json.integer("a category id");
            } while (json.next(']'));
        }
        return Arrays.copyOf(ids, count);
    }
}
