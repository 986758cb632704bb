package maskrcnn4j.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import maskrcnn4j.inspect.section.AnchorSection;
import maskrcnn4j.inspect.section.AnchorTargetSection;
import maskrcnn4j.inspect.section.ClassSection;
import maskrcnn4j.inspect.section.FeatureSection;
import maskrcnn4j.inspect.section.FilterSection;
import maskrcnn4j.inspect.section.InputSection;
import maskrcnn4j.inspect.section.LevelSection;
import maskrcnn4j.inspect.section.MaskSection;
import maskrcnn4j.inspect.section.MatchSection;
import maskrcnn4j.inspect.section.ObjectnessSection;
import maskrcnn4j.inspect.section.OutcomeSection;
import maskrcnn4j.inspect.section.ProposalSection;
import maskrcnn4j.inspect.section.RoiAlignSection;
import maskrcnn4j.inspect.section.RoiTargetSection;
import maskrcnn4j.inspect.section.Scene;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;

/** Puts the page on one picture together. */
public final class InspectionPage {
    private InspectionPage() {}

    /**
     * Makes the page.
     *
     * @param name what the picture is called
     */
    public static ReportPage of(Inspection seen, String name) {
        Scene scene = Scene.of(seen);
        ReportPage.Builder page = ReportPage.builder("Inside Mask R-CNN")
                .subtitle(name)
                .fact("model", seen.checkpoint().spec().name())
                .fact("picture", seen.picture().width() + " x " + seen.picture().height())
                .fact(
                        "anchors",
                        count(seen.rpn().stream().mapToInt(RpnLevel::size).sum()))
                .fact("proposals", count(seen.proposals().size()))
                .fact("detections", count(seen.found().detections().size()))
                .fact("precision", seen.precision().toString().toLowerCase(Locale.ROOT));
        seen.truth()
                .ifPresent(
                        truth -> page.fact("true objects", count(truth.objects().size())));
        // The pictures take most of the time, and no section needs another.
        sections(scene).parallelStream()
                .map(section -> section.apply(scene))
                .toList()
                .forEach(section -> page.section(section.title(), section.blocks()));
        return page.build();
    }

    private static List<Function<Scene, Section>> sections(Scene scene) {
        List<Function<Scene, Section>> sections = new ArrayList<>();
        sections.add(OutcomeSection::of);
        if (scene.seen().truth().isPresent()) {
            sections.add(MatchSection::of);
        }
        sections.addAll(List.of(
                InputSection::of,
                FeatureSection::trunk,
                FeatureSection::pyramid,
                AnchorSection::of,
                ObjectnessSection::of,
                ProposalSection::of,
                LevelSection::of,
                RoiAlignSection::of,
                ClassSection::of,
                FilterSection::of,
                MaskSection::soft,
                MaskSection::pasted));
        if (scene.seen().truth().isPresent()) {
            sections.addAll(lesson(scene.seen().lesson()));
        }
        return sections;
    }

    private static List<Function<Scene, Section>> lesson(Optional<Lesson> known) {
        if (known.isEmpty()) {
            return List.of(scene -> new Section(
                    "Targets",
                    List.of(new Paragraph(
                            "This model's conventions serve to find objects only, so there is nothing that"
                                    + " training would ask of the picture."))));
        }
        Lesson lesson = known.get();
        return List.of(
                scene -> AnchorTargetSection.of(scene, lesson),
                scene -> RoiTargetSection.boxes(scene, lesson),
                scene -> RoiTargetSection.masks(scene, lesson));
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
