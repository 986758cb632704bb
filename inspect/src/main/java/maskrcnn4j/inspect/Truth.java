package maskrcnn4j.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.check.MaskProbe;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.training.loader.Examples;

/**
 * What is truly on a picture.
 *
 * @param objects all annotated objects
 * @param example what a model learns from them: without crowds, and without classes that it does not know
 */
public record Truth(List<TruthObject> objects, TrainingPicture example) {
    /** Takes the list as it is now. */
    public Truth {
        objects = List.copyOf(objects);
    }

    /**
     * The objects of a picture of a data set.
     *
     * @param sample which picture
     * @param image the picture itself
     * @param labels the model's label of each category, 0 for those that it does not know
     * @throws IOException if a mask cannot be read; one line that names it
     */
    public static Truth of(Dataset dataset, int sample, Image image, int[] labels) throws IOException {
        List<TruthObject> objects = new ArrayList<>();
        for (Instance instance : dataset.sample(sample).instances()) {
            Optional<Rle> mask = MaskProbe.of(instance.mask(), image.height(), image.width())
                    .pixels()
                    .filter(pixels -> !pixels.isEmpty());
            Box box = instance.hasBox()
                    ? Box.ofXywh(instance.x(), instance.y(), instance.width(), instance.height())
                    : mask.map(Rle::boundingBox).orElse(new Box(0, 0, 0, 0));
            objects.add(new TruthObject(
                    instance.category().name(),
                    labels[instance.categoryIndex()],
                    box.clip(image.height(), image.width()),
                    mask,
                    instance.crowd()));
        }
        return new Truth(objects, new Examples(dataset, any -> image, labels).read(sample));
    }
}
