package maskrcnn4j.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.stats.DatasetStats;
import maskrcnn4j.dataset.stats.NetworkSize;
import maskrcnn4j.dataset.stats.StatsCollector;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.text.Counted;

/** What a model card says of the data: what there was, and what follows from what there was not. */
final class CardData {
    /** With fewer examples, what is learned are these objects rather than their class. */
    private static final int FEW = 30;

    /** With fewer objects to judge by, each is a per cent of the score. */
    private static final int FEW_JUDGES = 100;

    /** Pixels of the network input: the stride of a pyramid's second level, where small objects begin to be one cell. */
    private static final int TINY = 8;

    private static final double NOTABLE_SHARE = 0.1;
    private static final int MOST_NAMES = 20;

    private final RunSubject subject;
    private final DatasetStats stats;
    private final Map<String, Integer> examples = new LinkedHashMap<>();

    private CardData(RunSubject subject, DatasetStats stats) {
        this.subject = subject;
        this.stats = stats;
        int[] counts = stats.objectsOfCategories();
        for (int i = 0; i < counts.length; i++) {
            examples.put(subject.train().categories().get(i).name(), counts[i]);
        }
    }

    /** Measures the data set that was learned from. */
    static CardData of(RunSubject subject) {
        int threads = Math.max(1, subject.recipe().threads());
        return new CardData(
                subject,
                new StatsCollector(size(subject.checkpoint().spec().image()), false, threads, ProgressListener.NONE)
                        .collect(subject.train()));
    }

    private static NetworkSize size(ImageSpec image) {
        return image.frame()
                .<NetworkSize>map(frame -> (width, height) -> frame.scale(height, width))
                .orElse(image.resize()::scale);
    }

    /** How many objects of a class it learned from; 0 for a class that the data set does not know. */
    int examples(String category) {
        return examples.getOrDefault(category, 0);
    }

    /** What it learned from and what it is judged by. */
    String paragraph() {
        StringBuilder text = new StringBuilder("Learnt from ");
        text.append(described(subject.train(), stats.objects().count()));
        subject.provenance(RunSubject.DATA_FORMAT)
                .ifPresent(format ->
                        text.append(" (").append(Markdown.plain(format)).append(')'));
        text.append(". ");
        if (stats.crowds() > 0) {
            text.append(Counted.of(stats.crowds(), "more is a crowd", "more are crowds"))
                    .append(", which are no examples. ");
        }
        subject.validation()
                .ifPresentOrElse(
                        val -> text.append("Judged by ")
                                .append(described(val, judges(val)))
                                .append("."),
                        () -> text.append("Nothing judged it."));
        return text.append(" Paths stand in `config.yaml`, checksums in `provenance.yaml`.")
                .toString();
    }

    private static String described(Dataset data, int objects) {
        return Counted.of(data.size(), "picture") + " with " + Counted.of(objects, "object") + " of "
                + Markdown.plain(data.name().replaceFirst("^.*[/\\\\](?=.)", ""));
    }

    private static int judges(Dataset val) {
        int objects = 0;
        for (int i = 0; i < val.instances().count(); i++) {
            objects += val.instances().crowd(i) ? 0 : 1;
        }
        return objects;
    }

    /** What the data does not show, one sentence or two each. */
    List<String> limits() {
        List<String> limits = new ArrayList<>();
        sizes(limits);
        classes(limits);
        subject.validation()
                .ifPresentOrElse(
                        val -> judges(val, limits),
                        () -> limits.add(
                                "Nothing judged this model: how good it is is not known. `mrcnn eval` measures it on pictures that it has"
                                        + " not seen."));
        return limits;
    }

    private void sizes(List<String> limits) {
        int count = stats.objects().count();
        if (count == 0) {
            limits.add("There was no object to learn from.");
            return;
        }
        double[] across = new double[count];
        int tiny = 0;
        for (int i = 0; i < count; i++) {
            across[i] = Math.sqrt(stats.objects().area()[i]);
            tiny += across[i] * stats.objects().scale()[i] < TINY ? 1 : 0;
        }
        Arrays.sort(across);
        limits.add(String.format(
                Locale.ROOT,
                "Nine of ten objects were %.0f to %.0f pixels across (the root of the area; half of them below %.0f), on"
                        + " pictures of %s. What is much smaller or larger, it has hardly seen.",
                DatasetStats.quantile(across, 0.05),
                DatasetStats.quantile(across, 0.95),
                DatasetStats.quantile(across, 0.5),
                pictureSizes()));
        double share = (double) tiny / count;
        if (share >= NOTABLE_SHARE) {
            limits.add(String.format(
                    Locale.ROOT,
                    "%.0f %% of the objects are less than %d pixels across where the network sees them, and hard to find"
                            + " there; larger pictures (`--set image.resize.shortSide=N`) or `--tile` may help.",
                    100 * share,
                    TINY));
        }
    }

    private String pictureSizes() {
        double[] sides = new double[stats.images()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = Math.max(stats.widths()[i], stats.heights()[i]);
        }
        Arrays.sort(sides);
        String from = Counted.number((long) sides[0]);
        String to = Counted.number((long) sides[sides.length - 1]);
        return from.equals(to) ? to + " pixels on the long side" : from + " to " + to + " pixels on the long side";
    }

    private void classes(List<String> limits) {
        List<String> none = new ArrayList<>();
        List<String> few = new ArrayList<>();
        examples.forEach((name, count) -> {
            if (count == 0) {
                none.add(Markdown.plain(name));
            } else if (count < FEW) {
                few.add(Markdown.plain(name) + " (" + count + ")");
            }
        });
        if (!few.isEmpty()) {
            limits.add("Fewer than " + FEW + " examples: " + names(few)
                    + ". It may know these objects and not their class.");
        }
        if (!none.isEmpty()) {
            limits.add("No example at all: " + names(none)
                    + ". What it says of them comes from elsewhere, or from nowhere.");
        }
    }

    private static String names(List<String> all) {
        String shown = String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size())));
        return all.size() > MOST_NAMES ? shown + " and " + (all.size() - MOST_NAMES) + " more" : shown;
    }

    private void judges(Dataset val, List<String> limits) {
        int objects = judges(val);
        if (objects < FEW_JUDGES) {
            limits.add(Counted.of(objects, "object judges", "objects judge")
                    + " it: one found or missed moves the figures.");
        }
        Set<Path> learned = new HashSet<>();
        subject.train().samples().forEach(sample -> learned.add(place(sample)));
        long both = val.samples().stream()
                .filter(sample -> learned.contains(place(sample)))
                .count();
        if (both > 0) {
            limits.add(Counted.of(both, "picture", "pictures") + " of the " + val.size()
                    + " that judge it were learnt from too: the figures are too good.");
        }
    }

    private static Path place(Sample sample) {
        return sample.imagePath().toAbsolutePath().normalize();
    }
}
