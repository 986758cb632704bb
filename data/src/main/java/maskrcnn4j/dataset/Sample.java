package maskrcnn4j.dataset;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;

/** One picture of a {@link Dataset} with the objects on it: a view that holds no more than its place. */
public final class Sample {
    private final Dataset dataset;
    private final int index;

    Sample(Dataset dataset, int index) {
        this.dataset = dataset;
        this.index = index;
    }

    /** The data set that it is part of. */
    public Dataset dataset() {
        return dataset;
    }

    /** Its place among the samples, in the order of the file, from 0. */
    public int index() {
        return index;
    }

    /** Its id; where files use texts as ids, the rank of the text among them, from 1. */
    public long id() {
        return dataset.sampleId(index);
    }

    /** Its id as the file writes it. */
    public String idText() {
        return dataset.sampleIdText(index);
    }

    /** The name of its file as the data set gives it; empty if it gives none. */
    public String fileName() {
        return dataset.fileName(index);
    }

    /** Where its picture should be; nobody has looked whether it is there. */
    public Path imagePath() {
        return dataset.imageFolder().resolve(fileName());
    }

    /** Stated width in pixels; 0 if none is stated. */
    public int width() {
        return dataset.sampleWidth(index);
    }

    /** Stated height in pixels; 0 if none is stated. */
    public int height() {
        return dataset.sampleHeight(index);
    }

    /** How many objects are on it. */
    public int instanceCount() {
        return dataset.instanceCount(index);
    }

    /** One of the objects on it, in the order of the file. */
    public Instance instance(int number) {
        return dataset.instance(dataset.instanceOf(index, number));
    }

    /** The objects on it, in the order of the file. */
    public List<Instance> instances() {
        return new AbstractList<>() {
            @Override
            public Instance get(int number) {
                return instance(number);
            }

            @Override
            public int size() {
                return instanceCount();
            }
        };
    }

    @Override
    public String toString() {
        return "image " + idText();
    }
}
