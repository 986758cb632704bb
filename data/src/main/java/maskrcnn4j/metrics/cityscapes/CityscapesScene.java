package maskrcnn4j.metrics.cityscapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.mask.Rle;

/** One picture with its predictions, reduced to counts of shared pixels; made by {@link CityscapesScenes}. */
public final class CityscapesScene {
    /** Classes that nobody is scored on: what is painted with them is void. */
    private static final Set<Integer> VOID = Set.of(1, 2, 3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 29, 30);

    private static final int FIRST_OBJECT = 1000;

    private final String name;
    private final List<SceneClass> classes;

    private CityscapesScene(String name, List<SceneClass> classes) {
        this.name = name;
        this.classes = classes;
    }

    /** City, sequence and frame: what the names of its files begin with. */
    public String name() {
        return name;
    }

    /** What is shown and predicted of one of the eight classes. */
    SceneClass of(CityscapesLabel label) {
        return classes.get(CityscapesLabel.EVALUATED.indexOf(label));
    }

    /**
     * One prediction.
     *
     * @param classId its class, one of Cityscapes' ids
     * @param confidence its confidence
     * @param mask its pixels, of the picture's size
     */
    record Predicted(int classId, double confidence, Rle mask) {}

    /** Compares the predictions of a list with the picture of instance ids. */
    static CityscapesScene read(String name, Path truthFile, List<PredictionList.Entry> predictions)
            throws IOException {
        IdPicture truth = IdPicture.read(truthFile);
        List<Predicted> predicted = new ArrayList<>();
        for (PredictionList.Entry entry : predictions) {
            if (classIndex(entry.classId()) >= 0) {
                IdPicture picture = IdPicture.read(entry.mask());
                picture.requireSameSize(truth);
                predicted.add(new Predicted(entry.classId(), entry.confidence(), picture.foreground()));
            }
        }
        return of(name, truth, predicted);
    }

    /** Compares predictions with a picture of instance ids; those of classes that nobody is scored on are left out. */
    static CityscapesScene of(String name, IdPicture truth, List<Predicted> predictions) {
        Map<Integer, Rle> painted = truth.masks();
        Rle unjudged = truth.foreground().complement();
        for (Map.Entry<Integer, Rle> entry : painted.entrySet()) {
            unjudged = VOID.contains(entry.getKey()) ? unjudged.union(entry.getValue()) : unjudged;
        }
        List<SceneClass> classes = new ArrayList<>();
        List<List<Rle>> masks = new ArrayList<>();
        for (CityscapesLabel label : CityscapesLabel.EVALUATED) {
            int[] ids = painted.keySet().stream()
                    .mapToInt(Integer::intValue)
                    .filter(id -> (id < FIRST_OBJECT ? id : id / FIRST_OBJECT) == label.id())
                    .toArray();
            List<Rle> objects = Arrays.stream(ids).mapToObj(painted::get).toList();
            masks.add(objects);
            classes.add(new SceneClass(ids, objects.stream().mapToInt(Rle::area).toArray(), new ArrayList<>()));
        }
        for (Predicted one : predictions) {
            int k = classIndex(one.classId());
            Rle mask = one.mask();
            if (k >= 0 && !mask.isEmpty()) {
                int[] shared =
                        masks.get(k).stream().mapToInt(mask::intersectionArea).toArray();
                classes.get(k)
                        .predictions()
                        .add(new SceneClass.Prediction(
                                one.confidence(), mask.area(), mask.intersectionArea(unjudged), shared));
            }
        }
        return new CityscapesScene(name, List.copyOf(classes));
    }

    private static int classIndex(int id) {
        for (int k = 0; k < CityscapesLabel.EVALUATED.size(); k++) {
            if (CityscapesLabel.EVALUATED.get(k).id() == id) {
                return k;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return name;
    }
}
