package maskrcnn4j.training.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.statistics.TensorStatistics;
import maskrcnn4j.weights.statistics.TensorStatistics.Sign;
import org.jspecify.annotations.Nullable;

/** What the numbers of a model look like: dead, exploded and never trained weights first. */
public final class WeightSection {
    private static final int MOST_ROWS = 1000;

    private WeightSection() {}

    /** The section on weights of which no more is known. */
    public static Section of(TensorSource weights) throws IOException {
        List<TensorStatistics> all = new ArrayList<>();
        for (String name : weights.tensors().keySet()) {
            all.add(TensorStatistics.of(weights, name));
        }
        return section(all, false, Optional.empty());
    }

    /** The section on weights held against those in the beginning. */
    public static Section of(TensorSource weights, TensorSource beginning) throws IOException {
        return section(statistics(weights, beginning), true, Optional.empty());
    }

    /**
     * The section on weights after training.
     *
     * @param learned the tensors that were to be learned; others are frozen, and stay as they were
     */
    public static Section of(TensorSource weights, TensorSource beginning, Set<String> learned) throws IOException {
        return section(statistics(weights, beginning), true, Optional.of(learned));
    }

    private static List<TensorStatistics> statistics(TensorSource weights, TensorSource beginning) throws IOException {
        List<TensorStatistics> all = new ArrayList<>();
        for (String name : weights.tensors().keySet()) {
            all.add(TensorStatistics.of(weights, beginning, name));
        }
        return all;
    }

    private static Section section(List<TensorStatistics> all, boolean compared, Optional<Set<String>> learned) {
        List<Block> blocks = new ArrayList<>();
        long values = all.stream().mapToLong(TensorStatistics::elements).sum();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "%s of %s. A filter is dead when none of its weights reaches a thousandth of what is usual"
                        + " in its tensor; weights beyond %.0f have exploded.%s",
                Counted.of(all.size(), "tensor"),
                Counted.of(values, "value"),
                TensorStatistics.EXPLODED,
                compared ? " Change is the distance to the weights in the beginning, as a share of their size." : "")));
        blocks.add(new Notes(notes(all, learned)));
        if (compared) {
            changes(all).ifPresent(blocks::add);
        }
        blocks.add(table(all, compared, learned));
        return new Section("Weights", blocks);
    }

    private static List<Notes.Note> notes(List<TensorStatistics> all, Optional<Set<String>> learned) {
        Map<Sign, List<String>> found = new EnumMap<>(Sign.class);
        List<String> frozen = new ArrayList<>();
        int deadFilters = 0;
        for (TensorStatistics one : all) {
            for (Sign sign : one.signs()) {
                boolean still = sign == Sign.UNCHANGED
                        && learned.isPresent()
                        && !learned.get().contains(one.name());
                (still ? frozen : found.computeIfAbsent(sign, s -> new ArrayList<>())).add(one.name());
            }
            deadFilters += one.deadFilters();
        }
        List<Notes.Note> notes = new ArrayList<>();
        add(notes, Notes.Level.ERROR, found.get(Sign.NOT_FINITE), "holds", "hold", "numbers that are infinite or none");
        add(notes, Notes.Level.ERROR, found.get(Sign.EXPLODED), "has", "have", "exploded");
        add(
                notes,
                Notes.Level.WARNING,
                found.get(Sign.DEAD_FILTERS),
                "has",
                "have",
                "dead filters, " + deadFilters + " in all");
        add(
                notes,
                Notes.Level.WARNING,
                found.get(Sign.UNCHANGED),
                learned.isPresent() ? "was" : "is",
                learned.isPresent() ? "were" : "are",
                learned.isPresent()
                        ? "to be learned and never changed, not by one bit"
                        : "as in the beginning, bit for bit");
        if (!frozen.isEmpty()) {
            add(notes, Notes.Level.NOTE, frozen, "stayed", "stayed", "as in the beginning, as frozen layers do");
        }
        if (found.keySet().stream().noneMatch(sign -> sign != Sign.CONSTANT)) {
            notes.add(new Notes.Note(Notes.Level.NOTE, "nothing is dead, exploded or left untrained"));
        }
        return notes;
    }

    private static void add(
            List<Notes.Note> notes,
            Notes.Level level,
            @Nullable List<String> names,
            String one,
            String many,
            String what) {
        if (names != null) {
            String shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
            String text = Counted.of(names.size(), "tensor " + one, "tensors " + many) + " " + what + " (" + shown
                    + (names.size() > 3 ? ", ..." : "") + ")";
            notes.add(new Notes.Note(level, text));
        }
    }

    /** How far each part of the network has come: the median over its tensors. */
    private static Optional<BarChart> changes(List<TensorStatistics> all) {
        Map<String, List<Double>> parts = new TreeMap<>();
        for (TensorStatistics one : all) {
            if (one.change().isPresent() && Double.isFinite(one.change().get())) {
                parts.computeIfAbsent(part(one.name()), p -> new ArrayList<>())
                        .add(one.change().get());
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double[] medians = parts.values().stream()
                .mapToDouble(list -> list.stream().sorted().toList().get(list.size() / 2))
                .toArray();
        return Optional.of(new BarChart(
                "How far the parts have come",
                "part",
                "change, median over the tensors",
                List.copyOf(parts.keySet()),
                List.of(new BarChart.Series("change", medians)),
                true));
    }

    /** The first two parts of a tensor's name say where in the network it is. */
    private static String part(String name) {
        String[] words = name.split("\\.");
        return words.length <= 2 ? words[0] : words[0] + "." + words[1];
    }

    private static Table table(List<TensorStatistics> all, boolean compared, Optional<Set<String>> learned) {
        List<TensorStatistics> order = new ArrayList<>(all);
        order.sort(Comparator.comparing(one -> one.signs().isEmpty()
                || learned.isPresent()
                        && one.signs().equals(List.of(Sign.UNCHANGED))
                        && !learned.get().contains(one.name())));
        String caption = order.size() > MOST_ROWS
                ? "The first " + MOST_ROWS + " of " + order.size() + " tensors, notable ones first"
                : "All tensors, notable ones first";
        Table.Builder table = Table.builder(caption)
                .text("tensor")
                .text("shape")
                .text("notable")
                .number("min", 4)
                .number("max", 4)
                .number("mean", 4)
                .number("deviation", 4)
                .number("dead filters", 0);
        if (compared) {
            table.number("change", 5);
        }
        for (TensorStatistics one : order.subList(0, Math.min(MOST_ROWS, order.size()))) {
            List<Object> row = new ArrayList<>(List.of(
                    one.name(),
                    one.shape(),
                    words(one, learned),
                    one.min(),
                    one.max(),
                    one.mean(),
                    one.deviation(),
                    one.filters() == 0 ? (Object) Double.NaN : (Object) one.deadFilters()));
            if (compared) {
                row.add(one.change().orElse(Double.NaN));
            }
            table.row(row.toArray());
        }
        return table.build();
    }

    private static String words(TensorStatistics one, Optional<Set<String>> learned) {
        List<String> words = new ArrayList<>();
        for (Sign sign : one.signs()) {
            boolean still = sign == Sign.UNCHANGED && learned.isPresent();
            words.add(still ? learned.get().contains(one.name()) ? "never trained" : "frozen" : sign.word());
        }
        return String.join(", ", words);
    }
}
