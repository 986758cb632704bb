package maskrcnn4j.dataset.cityscapes;

import java.util.List;
import java.util.Optional;

/**
 * A class of Cityscapes.
 *
 * @param id the number that stands in its pictures
 * @param name its name
 * @param instances whether single objects of it are told apart
 * @param evaluated whether its objects are scored
 */
public record CityscapesLabel(int id, String name, boolean instances, boolean evaluated) {

    /** All classes that are painted, by id. */
    public static final List<CityscapesLabel> ALL = List.of(
            stuff(0, "unlabeled"),
            stuff(1, "ego vehicle"),
            stuff(2, "rectification border"),
            stuff(3, "out of roi"),
            stuff(4, "static"),
            stuff(5, "dynamic"),
            stuff(6, "ground"),
            stuff(7, "road"),
            stuff(8, "sidewalk"),
            stuff(9, "parking"),
            stuff(10, "rail track"),
            stuff(11, "building"),
            stuff(12, "wall"),
            stuff(13, "fence"),
            stuff(14, "guard rail"),
            stuff(15, "bridge"),
            stuff(16, "tunnel"),
            stuff(17, "pole"),
            stuff(18, "polegroup"),
            stuff(19, "traffic light"),
            stuff(20, "traffic sign"),
            stuff(21, "vegetation"),
            stuff(22, "terrain"),
            stuff(23, "sky"),
            thing(24, "person"),
            thing(25, "rider"),
            thing(26, "car"),
            thing(27, "truck"),
            thing(28, "bus"),
            new CityscapesLabel(29, "caravan", true, false),
            new CityscapesLabel(30, "trailer", true, false),
            thing(31, "train"),
            thing(32, "motorcycle"),
            thing(33, "bicycle"));

    /** The eight classes that are scored. */
    public static final List<CityscapesLabel> EVALUATED =
            ALL.stream().filter(CityscapesLabel::evaluated).toList();

    private static CityscapesLabel stuff(int id, String name) {
        return new CityscapesLabel(id, name, false, false);
    }

    private static CityscapesLabel thing(int id, String name) {
        return new CityscapesLabel(id, name, true, true);
    }

    /** The class of this name. */
    public static Optional<CityscapesLabel> ofName(String name) {
        return ALL.stream().filter(label -> label.name().equals(name)).findFirst();
    }
}
