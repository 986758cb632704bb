package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Preformatted;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;

/** Puts the report on one or several evaluations together. Takes longer than the evaluations did. */
public final class EvaluationReport {
    private EvaluationReport() {}

    /**
     * Makes the page.
     *
     * @param title its title
     * @param subtitle which files it is about
     * @param parts the evaluations, at least one
     * @param pictures whether the worst pictures are shown; they are those of the last part, the masks where there are any
     */
    public static ReportPage page(String title, String subtitle, List<EvaluationPart> parts, PictureOptions pictures) {
        ReportPage.Builder page = ReportPage.builder(title).subtitle(subtitle);
        for (EvaluationPart part : parts) {
            part.facts().forEach(fact -> page.fact(fact.name(), fact.value()));
        }
        CocoEvaluation first = parts.get(0).evaluation();
        page.fact("images", count(first.truth().size()));
        page.fact("objects", count(first.truth().instances().count()));
        page.fact("detections", count(first.detections().count()));
        sections(parts, pictures).forEach(section -> page.section(section.title(), section.blocks()));
        return page.build();
    }

    /** The sections alone, for pages that say more. */
    public static List<Section> sections(List<EvaluationPart> parts, PictureOptions pictures) {
        List<Section> sections = new ArrayList<>();
        for (EvaluationPart part : parts) {
            String prefix = parts.size() == 1 ? "" : part.name() + ": ";
            boolean last = part == parts.get(parts.size() - 1);
            for (Section section : sections(part, last, pictures)) {
                sections.add(new Section(prefix + section.title(), section.blocks()));
            }
        }
        return sections;
    }

    private static List<Section> sections(EvaluationPart part, boolean last, PictureOptions pictures) {
        Pooled pooled = Pooled.of(part.evaluation());
        List<Section> sections = new ArrayList<>();
        sections.add(summary(part));
        part.comparison().ifPresent(made -> sections.add(ComparisonSection.of(part, made)));
        sections.add(CategorySection.of(part.evaluation(), pooled));
        sections.add(CurveSection.of(part.evaluation(), pooled));
        sections.add(ErrorSection.of(part.evaluation()));
        sections.add(ConfusionSection.of(part.evaluation(), pooled));
        if (last) {
            sections.add(WorstSection.of(part.evaluation(), pooled, pictures));
        }
        sections.add(CalibrationSection.of(pooled));
        sections.add(SuspectSection.of(part.evaluation(), pooled));
        sections.add(SliceSection.of(part.evaluation()));
        return sections;
    }

    private static Section summary(EvaluationPart part) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Preformatted(String.join("\n", part.lines())));
        if (!part.notes().isEmpty()) {
            blocks.add(Notes.of(part.notes().toArray(String[]::new)));
        }
        return new Section("Summary", blocks);
    }

    /** A score as texts show it; a dash for -1, which means that there is none. */
    static String number(double value) {
        return value < 0 || Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** NaN for -1, which tables and charts leave out. */
    static double orNaN(double value) {
        return value == -1 ? Double.NaN : value;
    }

    private static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** What a picture is called: its file, or its id. */
    static String image(Dataset truth, int sample) {
        String file = truth.fileName(sample);
        return file.isEmpty() ? "image " + truth.sampleIdText(sample) : file;
    }

    /** What a category is called. */
    static String name(CocoEvaluation evaluation, long categoryId) {
        int place = evaluation.truth().categoryIndex(categoryId);
        return place < 0 ? "all" : evaluation.truth().categories().get(place).name();
    }
}
