package maskrcnn4j.dataset.write;

import java.util.List;

/** What several formats cannot hold. */
final class CommonLosses {
    private CommonLosses() {}

    /** The objects that are no crowds. */
    static List<OutputObject> withoutCrowds(List<OutputObject> objects, Losses losses) {
        List<OutputObject> single =
                objects.stream().filter(object -> !object.crowd()).toList();
        losses.count("crowd", "crowds", "left out: this format has none", objects.size() - single.size());
        return single;
    }

    /** As many objects as a picture can hold. */
    static List<OutputObject> first(List<OutputObject> objects, int most, Losses losses) {
        if (objects.size() <= most) {
            return objects;
        }
        losses.count(
                "object",
                "objects",
                "left out: this format numbers at most " + most + " a picture",
                objects.size() - most);
        return objects.subList(0, most);
    }
}
