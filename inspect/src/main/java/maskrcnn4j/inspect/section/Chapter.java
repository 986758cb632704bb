package maskrcnn4j.inspect.section;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.report.Links;

/** The chapters that explain the stages from zero. */
enum Chapter {
    CONVOLUTION("04-convolution.md", "Convolution and residual blocks"),
    PYRAMID("05-pyramid.md", "The feature pyramid"),
    ANCHORS("06-anchors.md", "Anchors and proposals"),
    ROI_ALIGN("07-roi-align.md", "RoIAlign and RoIPool"),
    LOSSES("08-losses.md", "The five losses");

    private static final String FOLDER = "https://github.com/maskrcnn4j/maskrcnn4j/blob/main/docs/learn/";

    private final Links.Link link;

    Chapter(String file, String title) {
        link = new Links.Link(title, FOLDER + file);
    }

    /** Leads to chapters. */
    static Links links(Chapter... chapters) {
        List<Links.Link> links =
                Arrays.stream(chapters).map(chapter -> chapter.link).toList();
        return new Links("From zero:", links);
    }
}
