package maskrcnn4j.dataset.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;

/** Finds words for results that name pictures which the ground truth does not list: which, how many, and likely why. */
final class UnknownImages {
    private static final int SHOWN = 5;

    private final Path path;
    private final TextIds textIds;
    private final AnnotationColumns columns;
    private final Dataset truth;
    private final List<CocoFile.Image> listed;
    private final Set<String> truthTexts = new HashSet<>();

    UnknownImages(Path path, TextIds textIds, AnnotationColumns columns, Dataset truth, List<CocoFile.Image> listed) {
        this.path = path;
        this.textIds = textIds;
        this.columns = columns;
        this.truth = truth;
        this.listed = listed;
        for (int s = 0; s < truth.size() && truth.textIds(); s++) {
            truthTexts.add(truth.sampleIdText(s));
        }
    }

    DatasetException fault() {
        Set<Long> all = new LinkedHashSet<>();
        Set<Long> unknown = new LinkedHashSet<>();
        int results = 0;
        for (int i = 0; i < columns.count(); i++) {
            long id = columns.imageIds[i];
            all.add(id);
            if (isUnknown(id)) {
                unknown.add(id);
                results++;
            }
        }
        List<String> shown = new ArrayList<>();
        for (long id : unknown) {
            if (shown.size() < SHOWN) {
                shown.add(textIds.shown(id));
            }
        }
        String fault = results + " of " + columns.count() + " results are of images that " + truth.name()
                + " does not list: image_id " + String.join(", ", shown)
                + (unknown.size() > SHOWN ? ", ... (" + unknown.size() + " ids)" : "");
        return DatasetException.of(path, "", fault, cause(unknown, all));
    }

    private boolean isUnknown(long id) {
        if (truth.textIds()) {
            return !TextIds.isText(id) || !truthTexts.contains(textIds.text(id));
        }
        return truth.sampleIndex(id) < 0;
    }

    private String cause(Set<Long> unknown, Set<Long> all) {
        long first = unknown.iterator().next();
        if (TextIds.isText(first) != truth.textIds()) {
            return textCause(first);
        }
        if (!truth.textIds() && all.stream().allMatch(id -> truth.sampleIndex(id + 1) >= 0)) {
            return "they seem to count from 0: use the ids of the annotation file";
        }
        if (namesMeet()) {
            return "the file names of both agree: give the annotation file to mrcnn segment --annotations, which then"
                    + " uses its ids";
        }
        return "they seem to be of another split: score them against the annotation file of the same images";
    }

    private String textCause(long first) {
        if (truth.textIds()) {
            return "they are numbers, and those of the annotation file are texts such as \"" + truth.sampleIdText(0)
                    + "\"";
        }
        String text = textIds.text(first);
        try {
            if (truth.sampleIndex(Long.parseLong(text)) >= 0) {
                return "they are texts: write the numbers without quotes";
            }
        } catch (NumberFormatException noNumber) {
            // A name, then.
        }
        for (int s = 0; s < truth.size(); s++) {
            String name = truth.fileName(s);
            if (name.equals(text) || name.contains(text + ".")) {
                return "they are names of files: use the ids of the annotation file, " + truth.sampleId(s)
                        + " for this one";
            }
        }
        return "they are texts, and those of the annotation file are numbers";
    }

    private boolean namesMeet() {
        Set<String> names = new LinkedHashSet<>();
        for (CocoFile.Image image : listed) {
            names.add(image.fileName());
        }
        for (int s = 0; s < truth.size(); s++) {
            if (!truth.fileName(s).isEmpty() && names.contains(truth.fileName(s))) {
                return true;
            }
        }
        return false;
    }
}
