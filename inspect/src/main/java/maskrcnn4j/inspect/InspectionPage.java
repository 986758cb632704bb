package maskrcnn4j.inspect;

import java.util.Locale;
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
        add(page, OutcomeSection.of(scene));
        if (seen.truth().isPresent()) {
            add(page, MatchSection.of(scene));
        }
        add(page, InputSection.of(scene));
        add(page, FeatureSection.trunk(scene));
        add(page, FeatureSection.pyramid(scene));
        add(page, AnchorSection.of(scene));
        add(page, ObjectnessSection.of(scene));
        add(page, ProposalSection.of(scene));
        add(page, LevelSection.of(scene));
        add(page, RoiAlignSection.of(scene));
        add(page, ClassSection.of(scene));
        add(page, FilterSection.of(scene));
        add(page, MaskSection.soft(scene));
        add(page, MaskSection.pasted(scene));
        if (seen.truth().isPresent()) {
            addLesson(page, scene);
        }
        return page.build();
    }

    private static void addLesson(ReportPage.Builder page, Scene scene) {
        if (scene.seen().lesson().isEmpty()) {
            page.section(
                    "Targets",
                    new Paragraph(
                            "This model's conventions serve to find objects only, so there is nothing that training would"
                                    + " ask of the picture."));
            return;
        }
        Lesson lesson = scene.seen().lesson().get();
        add(page, AnchorTargetSection.of(scene, lesson));
        add(page, RoiTargetSection.boxes(scene, lesson));
        add(page, RoiTargetSection.masks(scene, lesson));
    }

    private static void add(ReportPage.Builder page, Section section) {
        page.section(section.title(), section.blocks());
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
