package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;

/** Looks for the reason when detections match nothing: classes that never meet, boxes of another form or scale. */
final class NothingFound {
    private static final int SHOWN = 5;

    private final Dataset truth;
    private final InstanceTable objects;
    private final InstanceTable detections;

    private NothingFound(CocoEvaluation evaluation) {
        truth = evaluation.truth();
        objects = truth.instances();
        detections = evaluation.detections().instances();
    }

    static List<String> reasons(CocoEvaluation evaluation, List<Category> resultCategories) {
        NothingFound search = new NothingFound(evaluation);
        List<String> reasons = new ArrayList<>();
        if (search.detections.count() == 0 || search.objects.count() == 0) {
            return reasons;
        }
        search.names(resultCategories, reasons);
        if (evaluation.parameters().useCategories() && !search.classesMeet()) {
            reasons.add("no detection is of a category that an object has: check category_id, which is the id of the"
                    + " annotation file and need not count from 0");
        }
        if (!search.imagesMeet()) {
            reasons.add("no detection is of an image that has objects: check image_id");
        }
        search.boxes(reasons);
        if (reasons.isEmpty()) {
            reasons.add("AP is 0 because no detection agrees enough with an object of its category: score the"
                    + " annotations against themselves to see that the files are sound, then look at the pictures");
        }
        return reasons;
    }

    private void names(List<Category> resultCategories, List<String> reasons) {
        List<String> differ = new ArrayList<>();
        for (Category category : resultCategories) {
            int place = truth.categoryIndex(category.id());
            String here =
                    place < 0 ? "nothing" : '"' + truth.categories().get(place).name() + '"';
            if (place < 0 || !truth.categories().get(place).name().equals(category.name())) {
                differ.add(category.id() + " is \"" + category.name() + "\" there and " + here + " here");
            }
        }
        if (!differ.isEmpty()) {
            reasons.add("the categories of the detections differ from those of the annotations: "
                    + String.join("; ", differ.subList(0, Math.min(SHOWN, differ.size())))
                    + (differ.size() > SHOWN ? "; ... (" + differ.size() + ")" : ""));
        }
    }

    private boolean classesMeet() {
        boolean[] has = new boolean[truth.categories().size()];
        for (int i = 0; i < objects.count(); i++) {
            if (objects.category(i) >= 0) {
                has[objects.category(i)] = true;
            }
        }
        for (int i = 0; i < detections.count(); i++) {
            if (detections.category(i) >= 0 && has[detections.category(i)]) {
                return true;
            }
        }
        return false;
    }

    private boolean imagesMeet() {
        Set<Integer> has = new LinkedHashSet<>();
        for (int i = 0; i < objects.count(); i++) {
            has.add(objects.sample(i));
        }
        for (int i = 0; i < detections.count(); i++) {
            if (has.contains(detections.sample(i))) {
                return true;
            }
        }
        return false;
    }

    private void boxes(List<String> reasons) {
        int fractions = 0;
        int outside = 0;
        int sized = 0;
        for (int i = 0; i < detections.count(); i++) {
            double right = detections.x(i) + detections.width(i);
            double bottom = detections.y(i) + detections.height(i);
            fractions += right <= 1.5 && bottom <= 1.5 ? 1 : 0;
            int width = truth.sampleWidth(detections.sample(i));
            int height = truth.sampleHeight(detections.sample(i));
            if (width > 0 && height > 0) {
                sized++;
                outside += right > width + 1 || bottom > height + 1 ? 1 : 0;
            }
        }
        if (2 * fractions > detections.count()) {
            reasons.add("the boxes of the detections seem to be fractions of the image: write pixels");
        } else if (3 * outside > sized && sized > 0) {
            reasons.add(outside + " of " + sized + " boxes of detections reach outside of their image: they seem to be"
                    + " corners (x1, y1, x2, y2) instead of x, y, width, height, or of another scale");
        }
    }
}
