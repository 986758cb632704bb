package maskrcnn4j.cli;

import java.util.List;
import maskrcnn4j.dataset.own.OwnObject;
import maskrcnn4j.dataset.own.OwnPictures;
import maskrcnn4j.image.Image;

/** One black picture, with as many objects as one likes. */
record OneStreet(int width, int height, List<OwnObject> objects) implements OwnPictures {
    /** Of 6 x 4 pixels. */
    static OneStreet of(List<OwnObject> objects) {
        return new OneStreet(6, 4, objects);
    }

    @Override
    public List<String> classes() {
        return List.of("car", "person");
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public String name(int picture) {
        return "street.png";
    }

    @Override
    public Image picture(int picture) {
        return Image.ofRgb(width, height, new byte[3 * width * height]);
    }

    @Override
    public List<OwnObject> objects(int picture) {
        return objects;
    }
}
