package maskrcnn4j.metrics.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;

/**
 * Pictures of a data set in groups that are scored apart.
 *
 * @param title by what they are grouped
 * @param imageIds ids of the pictures of each group
 */
public record ImageGroups(String title, Map<String, long[]> imageIds) {
    private static final String[] CROWDEDNESS = {"no object", "1 object", "2 to 4", "5 to 9", "10 or more"};

    /** Groups pictures by a name that is made of each. */
    public static ImageGroups by(String title, Dataset dataset, Function<Sample, String> group) {
        Map<String, LongStream.Builder> ids = new TreeMap<>();
        for (Sample sample : dataset.samples()) {
            ids.computeIfAbsent(group.apply(sample), any -> LongStream.builder())
                    .add(sample.id());
        }
        Map<String, long[]> groups = new LinkedHashMap<>();
        ids.forEach((name, members) -> groups.put(name, members.build().toArray()));
        return new ImageGroups(title, groups);
    }

    /** By how many objects they show. */
    public static ImageGroups byObjectCount(Dataset dataset) {
        ImageGroups unordered = by("objects on the picture", dataset, sample -> crowdedness(sample.instanceCount()));
        Map<String, long[]> ordered = new LinkedHashMap<>();
        for (String name : CROWDEDNESS) {
            if (unordered.imageIds.containsKey(name)) {
                ordered.put(name, unordered.imageIds.get(name));
            }
        }
        return new ImageGroups(unordered.title, ordered);
    }

    /** By the folder that their file names begin with. */
    public static ImageGroups byFolder(Dataset dataset) {
        return by("folder", dataset, sample -> {
            int slash = sample.fileName().lastIndexOf('/');
            return slash < 0 ? "" : sample.fileName().substring(0, slash);
        });
    }

    private static String crowdedness(int objects) {
        return CROWDEDNESS[objects < 2 ? objects : objects < 5 ? 2 : objects < 10 ? 3 : 4];
    }
}
