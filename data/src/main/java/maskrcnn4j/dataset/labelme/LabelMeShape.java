package maskrcnn4j.dataset.labelme;

import java.util.Optional;

/**
 * A shape as LabelMe stores it.
 *
 * @param place where it stands in the file, for example {@code shapes[3]}
 * @param label the name of its class
 * @param type the kind of shape, for example {@code polygon}
 * @param group what the parts of one object share
 * @param points x and y of each point in turn, in pixels
 * @param mask for the type {@code mask}: a PNG in base64 that fills the box between the two points, both included
 */
record LabelMeShape(
        String place, String label, String type, Optional<String> group, double[] points, Optional<String> mask) {}
