package maskrcnn4j.inspect.section;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.TruthObject;
import maskrcnn4j.inspect.draw.InputPicture;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.Detection;

/**
 * What several sections need.
 *
 * @param seen the inspection
 * @param base the network input as a picture
 * @param reduced the same, small enough for a page
 * @param scale from the network input to that
 */
public record Scene(Inspection seen, BufferedImage base, BufferedImage reduced, double scale) {
    private static final int LONGEST_SIDE = 680;

    /** The scene of an inspection. */
    public static Scene of(Inspection seen) {
        BufferedImage base =
                InputPicture.of(seen.input(), seen.checkpoint().spec().image());
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(base.getWidth(), base.getHeight()));
        return new Scene(seen, base, Sketch.reduced(base, scale), scale);
    }

    /** The whole input, to be drawn on. */
    Sketch sketch() {
        return Sketch.of(reduced, scale);
    }

    /** What boxes should meet: the true objects, or the detections where these are not known. */
    float[] targets() {
        List<Box> boxes = new ArrayList<>();
        if (seen.truth().isPresent()) {
            for (TruthObject object : seen.truth().get().objects()) {
                if (!object.crowd() && !object.box().isEmpty()) {
                    boxes.add(object.box());
                }
            }
        } else {
            for (Detection found : seen.found()) {
                boxes.add(found.box());
            }
        }
        return toInput(boxes);
    }

    /** What {@link #targets} are. */
    String targetName() {
        return seen.truth().isPresent() ? "true object" : "detection";
    }

    /** Boxes in pixels of the picture to pixels of the network input. */
    float[] toInput(List<Box> boxes) {
        float[] corners = new float[4 * boxes.size()];
        double scaleX = seen.input().size().scaleX();
        double scaleY = seen.input().size().scaleY();
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i).scale(scaleX, scaleY);
            corners[4 * i] = (float) box.x1() + seen.input().left();
            corners[4 * i + 1] = (float) box.y1() + seen.input().top();
            corners[4 * i + 2] = (float) box.x2() + seen.input().left();
            corners[4 * i + 3] = (float) box.y2() + seen.input().top();
        }
        return corners;
    }
}
